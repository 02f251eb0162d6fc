import com.sun.org.apache.xml.internal.security.c14n.Canonicalizer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Canonical octets by the JDK's own implementation, many at a time. A line of standard input is one piece of work, between tabs:
 * file, algorithm URI, Id of the element or nothing for the document, inclusive prefixes or nothing, where to write.
 * One line is answered for each that could not be done.
 */
public final class Canonicalize {
    public static void main(String[] arguments) throws Exception {
        com.sun.org.apache.xml.internal.security.Init.init();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> work = lines.lines().filter(line -> !line.isEmpty()).collect(Collectors.toList());
        List<String> failed = work.parallelStream().map(Canonicalize::one).filter(why -> why != null).collect(Collectors.toList());
        failed.forEach(System.out::println);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static String one(String line) {
        String[] fields = line.split("\t", -1);
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(new File(fields[0]));
            Node node = fields[2].isEmpty() ? document : byId(document, fields[2]);
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            Canonicalizer canonicalizer = Canonicalizer.getInstance(fields[1]);
            if (fields[3].isEmpty()) {
                canonicalizer.canonicalizeSubtree(node, octets);
            } else {
                canonicalizer.canonicalizeSubtree(node, fields[3], octets);
            }
            Files.write(Path.of(fields[4]), octets.toByteArray());
            return null;
        } catch (Exception why) {
            return fields[0] + ": " + why.toString().replaceAll("\\s+", " ");
        }
    }

    private static Element byId(Document document, String id) throws Exception {
        NodeList all = document.getElementsByTagName("*");
        for (int index = 0; index < all.getLength(); index++) {
            Element element = (Element) all.item(index);
            if (id.equals(element.getAttributeNS(null, "Id"))) {
                return element;
            }
        }
        throw new Exception("no element has the Id " + id);
    }
}
