// What S2low's page does with the signer that it loads: hands it what is to be signed, posts what comes back.
addEventListener("load", () => {
  const block = document.querySelector(".libersign");
  const informations = JSON.parse(block.dataset.siginfos);
  const post = (signatures) => {
    signatures.forEach((signature, index) => { document.getElementById(`signature_${index + 1}`).value = signature; });
    document.getElementById("form_sign").submit();
  };
  if (window.jQuery) {
    jQuery(".libersign")
      .libersign({ iconType: "glyphicon", signatureInformations: informations })
      .on("libersign.sign", (event, signatures) => post(signatures));
    return;
  }
  const button = document.createElement("button");
  button.textContent = "Signer";
  const message = document.createElement("p");
  block.append(button, message);
  button.addEventListener("click", async () => {
    try {
      LiberSign.setUpdateUrl("/libersign/");
      const [certificate] = await LiberSign.getCertificates();
      if (certificate) post(await LiberSign.sign(certificate, informations));
    } catch (error) {
      message.textContent = error.exception;
    }
  });
});
