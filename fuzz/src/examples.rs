//! The reference held to the examples of the recommendations, before it judges anything.

use pes_signer::c14n::Method;

use crate::reference::Canonical;
use crate::tree::{elements, parse, root};

/// Asserts that the examples come out.
///
/// # Panics
/// One does not.
pub fn assert_hold() {
    the_examples_of_the_recommendations_come_out();
    what_stands_beside_the_root_stands_on_its_own_line();
    version_1_1_leaves_ids_behind();
}

fn form(method: Method, prefixes: &str, document: &str) -> String {
    let canonical = Canonical { method, prefixes, without: None };
    canonical.document(&parse(document.as_bytes()).expect("an example"))
}

/// The form of the element with the local name `e2`.
fn subset(method: Method, document: &str) -> String {
    let document = parse(document.as_bytes()).expect("an example");
    let all = elements(root(&document).expect("an example"));
    let (outside, element) = all.into_iter().find(|(_, element)| element.local == "e2").expect("an example");
    Canonical { method, prefixes: "", without: None }.element(element, &outside)
}

fn the_examples_of_the_recommendations_come_out() {
    // Canonical XML 1.0 §3.3, without the attribute that its DTD adds.
    let start_and_end_tags = r#"<doc>
   <e1   />
   <e2   ></e2>
   <e3   name = "elem3"   id="elem3"   />
   <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm"
      xmlns:b="http://www.ietf.org"
      xmlns:a="http://www.w3.org"
      xmlns="http://example.org"/>
   <e6 xmlns="" xmlns:a="http://www.w3.org">
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="" xmlns:a="http://www.w3.org">
            <e9 xmlns="" xmlns:a="http://www.ietf.org"/>
         </e8>
      </e7>
   </e6>
</doc>"#;
    let expected = r#"<doc>
   <e1></e1>
   <e2></e2>
   <e3 id="elem3" name="elem3"></e3>
   <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5>
   <e6 xmlns:a="http://www.w3.org">
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="">
            <e9 xmlns:a="http://www.ietf.org"></e9>
         </e8>
      </e7>
   </e6>
</doc>"#;
    assert_eq!(form(Method::Inclusive, "", start_and_end_tags), expected);
    // Exclusive XML Canonicalization §2.2.
    let enveloped = "<n0:local xmlns:n0=\"foo:bar\" xmlns:n3=\"ftp://example.org\"><n1:e2 xmlns:n1=\"http://example.net\" \
         xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:e2></n0:local>";
    assert_eq!(
        subset(Method::Inclusive, enveloped),
        "<n1:e2 xmlns:n0=\"foo:bar\" xmlns:n1=\"http://example.net\" xmlns:n3=\"ftp://example.org\" xml:lang=\"en\">\
         <n3:stuff></n3:stuff></n1:e2>"
    );
    assert_eq!(
        subset(Method::Exclusive, enveloped),
        "<n1:e2 xmlns:n1=\"http://example.net\" xml:lang=\"en\">\
         <n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:e2>"
    );
}

fn what_stands_beside_the_root_stands_on_its_own_line() {
    let document = "<?p  q?>\n<!--c--><a/><?r?><!--d-->";
    assert_eq!(form(Method::Inclusive, "", document), "<?p q?>\n<a></a>\n<?r?>");
    assert_eq!(
        form(Method::Inclusive11WithComments, "", document),
        "<?p q?>\n<!--c-->\n<a></a>\n<?r?>\n<!--d-->"
    );
}

fn version_1_1_leaves_ids_behind() {
    let document = "<r xml:id='i' xml:lang='fr' xml:base='b'><e2/></r>";
    assert_eq!(subset(Method::Inclusive, document), "<e2 xml:base=\"b\" xml:id=\"i\" xml:lang=\"fr\"></e2>");
    assert_eq!(subset(Method::Inclusive11, document), "<e2 xml:base=\"b\" xml:lang=\"fr\"></e2>");
}
