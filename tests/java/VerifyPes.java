import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Every signature of every file named on standard input (one path a line) or as an argument, validated by
 * javax.xml.crypto.dsig with the first certificate of its KeyInfo.
 *
 * One line a signature: file, signature Id, "intact" or what is wrong, number of references, CertDigest, issuer name, serial number
 * ("ok", "absent" or both values), between tabs. Exit 0 when every signature of every file is intact.
 * --old switches the JDK's secure validation off, as SHA-1 needs.
 */
public final class VerifyPes {
    private static final String DS = XMLSignature.XMLNS;
    private static boolean secure = true;

    public static void main(String[] arguments) throws Exception {
        List<String> files = new java.util.ArrayList<>(List.of(arguments));
        secure = !files.remove("--old");
        if (files.isEmpty()) {
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            files = lines.lines().filter(line -> !line.isEmpty()).collect(Collectors.toList());
        }
        List<String> answers = files.parallelStream().map(VerifyPes::file).collect(Collectors.toList());
        var out = new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        boolean intact = !answers.isEmpty();
        for (String answer : answers) {
            out.print(answer);
            intact &= answer.lines().allMatch(line -> line.split("\t", -1)[2].equals("intact"));
        }
        out.flush();
        System.exit(intact ? 0 : 1);
    }

    private static String file(String path) {
        try {
            Document document = read(path);
            registerIds(document);
            NodeList signatures = document.getElementsByTagNameNS(DS, "Signature");
            if (signatures.getLength() == 0) {
                return path + "\t\tno signature\t0\tabsent\tabsent\tabsent\n";
            }
            StringBuilder lines = new StringBuilder();
            for (int index = 0; index < signatures.getLength(); index++) {
                lines.append(path).append('\t').append(signature((Element) signatures.item(index))).append('\n');
            }
            return lines.toString();
        } catch (Exception why) {
            return path + "\t\t" + oneLine(why) + "\t0\tabsent\tabsent\tabsent\n";
        }
    }

    private static Document read(String path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new File(path));
    }

    private static void registerIds(Document document) throws Exception {
        Set<String> seen = new HashSet<>();
        NodeList all = document.getElementsByTagName("*");
        for (int index = 0; index < all.getLength(); index++) {
            Element element = (Element) all.item(index);
            if (element.hasAttributeNS(null, "Id")) {
                element.setIdAttributeNS(null, "Id", true);
                if (!seen.add(element.getAttributeNS(null, "Id"))) {
                    throw new Exception("two elements have the Id " + element.getAttributeNS(null, "Id"));
                }
            }
        }
    }

    private static String signature(Element element) throws Exception {
        String id = flat(element.getAttributeNS(null, "Id"));
        X509Certificate certificate = certificate(element);
        String verdict;
        int references = 0;
        try {
            DOMValidateContext context = new DOMValidateContext(certificate.getPublicKey(), element);
            context.setProperty("org.jcp.xml.dsig.secureValidation", secure);
            XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            references = signature.getSignedInfo().getReferences().size();
            verdict = signature.validate(context) ? "intact" : broken(signature, context);
        } catch (Exception why) {
            verdict = oneLine(why);
        }
        return String.join("\t", id, verdict, Integer.toString(references),
                certDigest(element, certificate),
                same(text(element, "X509IssuerName"), certificate.getIssuerX500Principal().getName()),
                same(text(element, "X509SerialNumber"), certificate.getSerialNumber().toString()));
    }

    private static String broken(XMLSignature signature, DOMValidateContext context) throws Exception {
        StringBuilder what = new StringBuilder("broken:");
        what.append(signature.getSignatureValue().validate(context) ? "" : " value");
        for (Object each : signature.getSignedInfo().getReferences()) {
            var reference = (javax.xml.crypto.dsig.Reference) each;
            what.append(reference.validate(context) ? "" : " " + reference.getURI());
        }
        return what.toString();
    }

    private static X509Certificate certificate(Element signature) throws Exception {
        String base64 = text(signature, "X509Certificate");
        if (base64 == null) {
            throw new Exception("a signature has no certificate");
        }
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** The value of CertDigest against the certificate, by SHA-256 whatever the signature names: that is what the policy asks. */
    private static String certDigest(Element signature, X509Certificate certificate) throws Exception {
        Element digest = first(signature, "CertDigest");
        if (digest == null) {
            return "absent";
        }
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return same(text(digest, "DigestValue"), Base64.getEncoder().encodeToString(expected));
    }

    private static String same(String found, String expected) {
        if (found == null) {
            return "absent";
        }
        return found.equals(expected) ? "ok" : flat("found " + found + ", expected " + expected);
    }

    private static String text(Element within, String localName) {
        Element found = first(within, localName);
        return found == null ? null : found.getTextContent();
    }

    private static Element first(Element within, String localName) {
        return (Element) within.getElementsByTagNameNS("*", localName).item(0);
    }

    private static String oneLine(Throwable why) {
        Throwable cause = why.getCause() == null ? why : why.getCause();
        return flat(cause.toString());
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
