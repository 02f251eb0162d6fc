// Uses all that pes-signer.d.ts declares, as another program would. Only compiled.
import {
  type Finding,
  type Identity,
  type Inspection,
  type Sent,
  type Verification,
  PesSignerError,
  identities,
  inspect,
  openPkcs12,
  send,
  setLanguage,
  sign,
  verify,
} from "../../www/embed/pes-signer.js";

async function all(file: File, container: File, password: string): Promise<string[]> {
  await setLanguage("fr");
  const says: Inspection = await inspect(file, { scope: "auto", onProgress: (part) => part.toFixed(2) });
  const blocking: Finding[] = says.findings.filter(({ severity }) => severity === "blocking");
  const amounts: string[] = says.bordereaux.flatMap(({ listed }) => listed.map(({ total }) => total));
  const [opened]: [Identity, ...Identity[]] = await openPkcs12(await container.arrayBuffer(), password);
  const known: Identity[] = await identities();
  const signer = known.find(({ notAfter }) => notAfter > new Date()) ?? opened;
  const signed: Blob = await sign(file, signer, {
    role: "Maire",
    city: "Delme",
    postalCode: "57590",
    profile: "xades-1.2.2",
    policy: { uri: "https://example.org/politique.pdf" },
    at: new Date(),
    repair: blocking.some(({ repairable }) => repairable),
  });
  const judged: Verification = await verify(signed, { authorities: new Uint8Array() });
  const sent: Sent = await send(signed, { base: "", name: file.name, signal: AbortSignal.timeout(1000) });
  opened.free();
  return [...amounts, judged.verdict, String(sent.transaction), says.toSign?.digests[0] ?? ""];
}

const element = document.createElement("pes-signer");
element.setAttribute("send", "");
element.addEventListener("signed", ({ detail }) => element.open(detail.file));
element.addEventListener("sent", ({ detail }) => detail.transaction?.toFixed());
element.addEventListener("error", ({ detail }) => [detail.code, detail.fix, detail.place?.line]);
element.addEventListener("click", (event) => event.preventDefault());

all(new File([], "flux.xml"), new File([], "maire.p12"), "").catch((error: unknown) => {
  if (error instanceof PesSignerError && error.inDoubt) return [error.message];
  throw error;
});

// @ts-expect-error: the policy demands the place.
sign(new Blob(), await opened(), { role: "Maire", city: "Delme" });
// @ts-expect-error: text is no file.
inspect("flux.xml");
// @ts-expect-error: identities are opened, not made.
new (await opened()).constructor();

declare function opened(): Promise<Identity>;
