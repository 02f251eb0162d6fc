import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Distinguished names as the JDK writes them. A line of standard input is a DER name in base64; a line is answered for each, both of
 * its forms in base64, a tab between: toString(), which is what getIssuerDN().getName() gives, and getName().
 */
public final class Names {
    public static void main(String[] arguments) {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        List<String> names = lines.lines().filter(line -> !line.isEmpty()).collect(Collectors.toList());
        for (String name : names) {
            X500Principal principal = new X500Principal(Base64.getDecoder().decode(name));
            System.out.println(encoded(principal.toString()) + "\t" + encoded(principal.getName()));
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
