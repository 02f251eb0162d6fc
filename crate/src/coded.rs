//! Findings have stable codes; this is how their tables are written.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The answer is no: nothing can be signed as it is, or the signature does not hold.
    Blocking,
    /// S2low or Hélios would refuse it.
    Refused,
    /// It will pass, but somebody should look.
    Attention,
}

impl Severity {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Refused => "refused",
            Self::Attention => "attention",
        }
    }
}

/// The gravest first; those of one weight as they came.
pub(crate) fn by_severity<T>(found: Vec<T>, severity: impl Fn(&T) -> Severity) -> Vec<T> {
    let mut levels = [Vec::new(), Vec::new(), Vec::new()];
    for one in found {
        let [blocking, refused, attention] = &mut levels;
        match severity(&one) {
            Severity::Blocking => blocking.push(one),
            Severity::Refused => refused.push(one),
            Severity::Attention => attention.push(one),
        }
    }
    levels.into_iter().flatten().collect()
}

/// Declares an enum `Code` of findings: name, stable code, severity.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident;)*) => {
        /// What was found. The code is stable; its words are in the Fluent files, under the code.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, for tests over all of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code, such as `PES-012`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// How much it weighs.
            #[must_use]
            pub fn severity(self) -> $crate::coded::Severity {
                match self {
                    $(Self::$name => $crate::coded::Severity::$severity,)*
                }
            }
        }
    };
}

pub(crate) use codes;
