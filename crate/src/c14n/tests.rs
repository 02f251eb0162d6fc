//! The examples of the specifications themselves, their octets typed from there: Canonical XML 1.0 §3 and 1.1 §3,
//! Exclusive XML Canonicalization 1.0 §2, and the W3C's test cases for `xml:base` under Canonical XML 1.1.
//!
//! Documents with a document type are refused before they get here. What the examples show by one is left out: default
//! attributes and tokenized attribute values (§3.3, §3.4), entity references (§3.5). Node-sets other than a document or
//! an element with all in it do not exist here either: §3.7 and §3.8 are shown by one element.

use super::{Canonicalizer, Context, Method, Subtree};
use crate::xml::{Event, Scanner};

const BOTH_VERSIONS: [Method; 2] = [Method::Inclusive, Method::Inclusive11];
const WITH_COMMENTS: [Method; 2] = [Method::InclusiveWithComments, Method::Inclusive11WithComments];

fn scan(document: &str, mut take: impl FnMut(&Event<'_>)) {
    let mut scanner = Scanner::new();
    scanner.tell(document.as_bytes(), &mut take).unwrap();
    scanner.finish().unwrap();
}

/// The canonical form of a document.
fn whole(method: Method, document: &str) -> String {
    let mut canonicalizer = Canonicalizer::new(method, Vec::new());
    scan(document, |event| canonicalizer.event(event));
    String::from_utf8(canonicalizer.finish()).unwrap()
}

/// The canonical form of the first element with a local name.
fn element(method: Method, document: &str, local: &str) -> String {
    let mut context = Context::default();
    let mut subtree: Option<Subtree<Vec<u8>>> = None;
    let mut form = None;
    scan(document, |event| {
        if let Event::Start(tag) = event
            && tag.name().local() == local.as_bytes()
        {
            subtree.get_or_insert_with(|| Subtree::new(method, Vec::new()).within(&context));
        }
        context.event(event);
        if form.is_none() && subtree.as_mut().is_some_and(|subtree| subtree.event(event)) {
            form = subtree.take().map(Subtree::finish);
        }
    });
    String::from_utf8(form.unwrap()).unwrap()
}

mod canonical_xml {
    use super::*;

    /// §3.1.
    #[test]
    fn instructions_comments_and_what_is_outside_of_the_document_element() {
        let document = "<?xml version=\"1.0\"?>\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n\n\n\
                        <doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n\
                        <!-- Comment 2 -->\n\n<!-- Comment 3 -->";
        let form = "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n\
                    <?pi-without-data?>";
        let commented = "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\
                         <doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n\
                         <!-- Comment 2 -->\n<!-- Comment 3 -->";
        for (without, with) in BOTH_VERSIONS.into_iter().zip(WITH_COMMENTS) {
            assert_eq!(whole(without, document), form);
            assert_eq!(whole(with, document), commented);
        }
    }

    /// §3.2.
    #[test]
    fn white_space_in_document_content() {
        let document = "<doc>
   <clean>   </clean>
   <dirty>   A   B   </dirty>
   <mixed>
      A
      <clean>   </clean>
      B
      <dirty>   A   B   </dirty>
      C
   </mixed>
</doc>";
        for method in BOTH_VERSIONS {
            assert_eq!(whole(method, document), document);
        }
    }

    /// §3.3, less the default attribute of `e9`.
    #[test]
    fn start_and_end_tags() {
        let document = "<doc>
   <e1   />
   <e2   ></e2>
   <e3   name = \"elem3\"   id=\"elem3\"   />
   <e4   name=\"elem4\"   id=\"elem4\"   ></e4>
   <e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\"
      xmlns:b=\"http://www.ietf.org\"
      xmlns:a=\"http://www.w3.org\"
      xmlns=\"http://example.org\"/>
   <e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\">
      <e7 xmlns=\"http://www.ietf.org\">
         <e8 xmlns=\"\" xmlns:a=\"http://www.w3.org\">
            <e9 xmlns=\"\" xmlns:a=\"http://www.ietf.org\"/>
         </e8>
      </e7>
   </e6>
</doc>";
        let form = "<doc>
   <e1></e1>
   <e2></e2>
   <e3 id=\"elem3\" name=\"elem3\"></e3>
   <e4 id=\"elem4\" name=\"elem4\"></e4>
   <e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" \
attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5>
   <e6 xmlns:a=\"http://www.w3.org\">
      <e7 xmlns=\"http://www.ietf.org\">
         <e8 xmlns=\"\">
            <e9 xmlns:a=\"http://www.ietf.org\"></e9>
         </e8>
      </e7>
   </e6>
</doc>";
        for method in BOTH_VERSIONS {
            assert_eq!(whole(method, document), form);
        }
    }

    /// §3.4, less `normNames` and `normId`, whose values are tokenized by their declarations.
    #[test]
    fn character_modifications_and_character_references() {
        let document = "<doc>
   <text>First line&#x0d;&#10;Second line</text>
   <value>&#x32;</value>
   <compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute>
   <compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute>
   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>
</doc>";
        let form = "<doc>
   <text>First line&#xD;
Second line</text>
   <value>2</value>
   <compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute>
   <compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">\
valid</compute>
   <norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm>
</doc>";
        for method in BOTH_VERSIONS {
            assert_eq!(whole(method, document), form);
        }
    }

    /// §3.6.
    #[test]
    fn utf_8_encoding() {
        let document = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<doc>&#169;</doc>";
        for method in BOTH_VERSIONS {
            assert_eq!(whole(method, document).as_bytes(), b"<doc>\xC2\xA9</doc>");
        }
    }

    /// 1.0 §3.7: what `e3` has of its ancestors. The attribute that `e2` has by default is written out here.
    #[test]
    fn document_subsets() {
        let document = "<doc xmlns=\"http://www.ietf.org\" xmlns:w3c=\"http://www.w3.org\">
   <e1>
      <e2 xmlns=\"\" xml:space=\"preserve\">
         <e3 id=\"E3\"/>
      </e2>
   </e1>
</doc>";
        let form = "<e3 xmlns:w3c=\"http://www.w3.org\" id=\"E3\" xml:space=\"preserve\"></e3>";
        for method in BOTH_VERSIONS {
            assert_eq!(element(method, document, "e3"), form);
        }
    }

    /// 1.1 §3.8: `xml:id` stays with its element, `xml:base` is joined; 1.0 hands down both as they stand.
    #[test]
    fn document_subsets_and_xml_attributes() {
        let document = "<doc xmlns=\"http://www.ietf.org\" xmlns:w3c=\"http://www.w3.org\" \
                        xml:base=\"http://www.example.com/something/else\">
   <e1>
      <e2 xmlns=\"\" xml:space=\"preserve\" xml:id=\"abc\" xml:base=\"../bar/\">
         <e3 id=\"E3\" xml:base=\"foo\"/>
      </e2>
   </e1>
</doc>";
        assert_eq!(
            element(Method::Inclusive11, document, "e3"),
            "<e3 xmlns:w3c=\"http://www.w3.org\" id=\"E3\" xml:base=\"http://www.example.com/bar/foo\" \
             xml:space=\"preserve\"></e3>"
        );
        assert_eq!(
            element(Method::Inclusive, document, "e3"),
            "<e3 xmlns:w3c=\"http://www.w3.org\" id=\"E3\" xml:base=\"foo\" xml:id=\"abc\" \
             xml:space=\"preserve\"></e3>"
        );
    }
}

/// Test cases for Canonical XML 1.1 in the W3C's note of 10 June 2008, `c14n11xmlbase-prop`.
mod test_cases_for_1_1 {
    use super::*;

    const DOCUMENT: &str = r#"<ietf:c14n11XmlBaseDoc1 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase0/">
  <ietf:e1 xml:base="/xmlbase1/">
    <ietf:e11 xml:base="/xmlbase11/">
      <ietf:e111 xml:base="/xmlbase111/"/>
    </ietf:e11>
    <ietf:e12 at="2">
      <ietf:e121 xml:base="/xmlbase121/"/>
    </ietf:e12>
  </ietf:e1>
  <ietf:e2>
    <ietf:e21 xml:base="/xmlbase21/"/>
  </ietf:e2>
  <ietf:e3>
    <ietf:e31 at="3"/>
  </ietf:e3>
</ietf:c14n11XmlBaseDoc1>"#;

    /// 1.
    #[test]
    fn with_the_origin_of_the_base_nothing_is_joined() {
        let form = r#"<ietf:c14n11XmlBaseDoc1 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase0/">
  <ietf:e1 xml:base="/xmlbase1/">
    <ietf:e11 xml:base="/xmlbase11/">
      <ietf:e111 xml:base="/xmlbase111/"></ietf:e111>
    </ietf:e11>
    <ietf:e12 at="2">
      <ietf:e121 xml:base="/xmlbase121/"></ietf:e121>
    </ietf:e12>
  </ietf:e1>
  <ietf:e2>
    <ietf:e21 xml:base="/xmlbase21/"></ietf:e21>
  </ietf:e2>
  <ietf:e3>
    <ietf:e31 at="3"></ietf:e31>
  </ietf:e3>
</ietf:c14n11XmlBaseDoc1>"#;
        assert_eq!(whole(Method::Inclusive11, DOCUMENT), form);
    }

    /// 2.
    #[test]
    fn a_base_is_joined_with_that_of_the_parent_and_those_inside_stay() {
        let form = r#"<ietf:e1 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase1/">
    <ietf:e11 xml:base="/xmlbase11/">
      <ietf:e111 xml:base="/xmlbase111/"></ietf:e111>
    </ietf:e11>
    <ietf:e12 at="2">
      <ietf:e121 xml:base="/xmlbase121/"></ietf:e121>
    </ietf:e12>
  </ietf:e1>"#;
        assert_eq!(element(Method::Inclusive11, DOCUMENT, "e1"), form);
    }

    /// 3.
    #[test]
    fn a_base_is_joined_over_one_level_that_is_absent() {
        let form = r#"<ietf:e11 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase11/">
      <ietf:e111 xml:base="/xmlbase111/"></ietf:e111>
    </ietf:e11>"#;
        assert_eq!(element(Method::Inclusive11, DOCUMENT, "e11"), form);
    }

    /// 4.
    #[test]
    fn a_base_is_joined_over_several_levels_that_are_absent() {
        let form = r#"<ietf:e111 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase111/"></ietf:e111>"#;
        assert_eq!(element(Method::Inclusive11, DOCUMENT, "e111"), form);
    }

    /// 5.
    #[test]
    fn a_base_is_joined_over_a_level_without_one() {
        let form = r#"<ietf:e21 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase21/"></ietf:e21>"#;
        assert_eq!(element(Method::Inclusive11, DOCUMENT, "e21"), form);
    }

    /// 6.
    #[test]
    fn an_element_without_a_base_takes_that_of_its_ancestor() {
        let form = r#"<ietf:e3 xmlns:ietf="http://www.ietf.org" xmlns:w3c="http://www.w3.org" xml:base="http://xmlbase.example.org/xmlbase0/">
    <ietf:e31 at="3"></ietf:e31>
  </ietf:e3>"#;
        assert_eq!(element(Method::Inclusive11, DOCUMENT, "e3"), form);
    }
}

mod exclusive_canonicalization {
    use super::*;

    /// §2.1.
    #[test]
    fn a_simple_example() {
        let alone = "<n1:elem1 xmlns:n1=\"http://b.example\">\n         content\n     </n1:elem1>";
        let document = format!("<n0:pdu xmlns:n0=\"http://a.example\">\n     {alone}\n   </n0:pdu>");
        let inclusive = "<n1:elem1 xmlns:n0=\"http://a.example\" xmlns:n1=\"http://b.example\">\n         content\n     \
                         </n1:elem1>";
        for method in BOTH_VERSIONS {
            assert_eq!(element(method, &document, "elem1"), inclusive);
        }
        assert_eq!(element(Method::Exclusive, &document, "elem1"), alone);
    }

    const INSIDE: &str = "<n1:elem2 xmlns:n1=\"http://example.net\"
               xml:lang=\"en\">
         <n3:stuff xmlns:n3=\"ftp://example.org\"/>
     </n1:elem2>";

    /// §2.2: the element in its first document.
    fn local() -> String {
        format!(
            "<n0:local xmlns:n0=\"foo:bar\"
            xmlns:n3=\"ftp://example.org\">
     {INSIDE}
  </n0:local>"
        )
    }

    /// §2.2: in the second.
    fn pdu() -> String {
        format!(
            "<n2:pdu xmlns:n1=\"http://example.com\"
          xmlns:n2=\"http://foo.example\"
          xml:lang=\"fr\"
          xml:space=\"retain\">
     {INSIDE}
  </n2:pdu>"
        )
    }

    /// §2.2: what Canonical XML makes of one element in two documents.
    #[test]
    fn general_problems_with_re_enveloping() {
        let in_local = "<n1:elem2 xmlns:n0=\"foo:bar\" xmlns:n1=\"http://example.net\" xmlns:n3=\"ftp://example.org\" \
             xml:lang=\"en\">\n         <n3:stuff></n3:stuff>\n     </n1:elem2>";
        let in_pdu = "<n1:elem2 xmlns:n1=\"http://example.net\" xmlns:n2=\"http://foo.example\" xml:lang=\"en\" \
                      xml:space=\"retain\">\n         <n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff>\n     \
                      </n1:elem2>";
        for method in BOTH_VERSIONS {
            assert_eq!(element(method, &local(), "elem2"), in_local);
            assert_eq!(element(method, &pdu(), "elem2"), in_pdu);
        }
    }

    /// §2.2 under the exclusive method: one form in both documents.
    #[test]
    fn re_enveloping_without_problems() {
        let form = "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\">\n         \
                    <n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff>\n     </n1:elem2>";
        assert_eq!(element(Method::Exclusive, &local(), "elem2"), form);
        assert_eq!(element(Method::Exclusive, &pdu(), "elem2"), form);
    }
}
