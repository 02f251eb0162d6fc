// Uses each way of embedding, on the page that shows them.
import { PesSignerError, inspect, openPkcs12, sign, verify } from "./pes-signer.js";

const by = (id) => document.getElementById(id);
const show = (id, value) => { by(id).textContent = JSON.stringify(value, null, 2); };

for (const name of ["signed", "sent", "error"]) {
  by("element").addEventListener(name, ({ detail }) => {
    by("element-event").textContent = `${name} ${detail.file?.name ?? detail.code ?? detail.transaction}`;
  });
}

const told = (error) =>
  error instanceof PesSignerError ? { code: error.code, message: error.message, fix: error.fix, place: error.place } : error;

by("functions").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = by("functions-file").files;
  const [container] = by("functions-certificate").files;
  try {
    const says = await inspect(file);
    const [identity] = await openPkcs12(new Uint8Array(await container.arrayBuffer()), by("functions-password").value);
    const signed = await sign(file, identity, { role: "Maire", city: "Delme", postalCode: "57590" });
    const { verdict, signatures } = await verify(signed);
    const link = by("functions-signed");
    Object.assign(link, { href: URL.createObjectURL(signed), download: "fonctions-signe.xml", hidden: false });
    show("functions-result", { flux: says.nomFic, totals: says.totals, signer: identity.name, verdict, signatures: signatures.length });
  } catch (error) {
    show("functions-result", told(error));
  }
});

by("libersign").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    // An application has the digests from its server.
    const { toSign } = await inspect(by("libersign-file").files[0]);
    const [certificate] = await LiberSign.getCertificates();
    const signatures = await LiberSign.sign(certificate, [{
      hash: toSign.digests.join(","),
      pesid: toSign.ids.join(","),
      pespolicyid: "urn:oid:1.2.250.1.131.1.5.18.21.1.7",
      pespolicydesc: "Politique de signature Helios de la DGFiP",
      pespolicyhash: "roF9+cfRHNPtVJolhdqfIqGMVuUXX8aR4rpiquf0u5E=",
      pesspuri: "https://www.collectivites-locales.gouv.fr/files/files/finances_locales/dematerialisation/ps_helios_dgfip.pdf",
      pescity: "Delme",
      pespostalcode: "57590",
      pescountryname: "France",
      pesclaimedrole: "Ordonnateur",
      pesencoding: "iso-8859-1",
      format: "xades-env-1.2.2-sha256",
    }]);
    show("libersign-result", { certificate: certificate.CN, answers: signatures });
  } catch (error) {
    show("libersign-result", error.exception ? error : told(error));
  }
});
