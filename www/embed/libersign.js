// Stands in LiberSign's place on pages of S2low 5.1 and of Pastell: the object LiberSign and, where jQuery is, the plugin
// $(".libersign").libersign({ signatureInformations }). The dialogues and the signatures are pes-signer.js's.
(() => {
  const address = document.currentScript.src;
  const unreachable = "PES Signer : le module de signature ne peut pas être chargé. Rechargez la page.";
  const load = () =>
    import(new URL("pes-signer.js", address)).then(
      ({ libersign }) => libersign,
      () => Promise.reject({ exception: unreachable }),
    );
  const refuse = (error) =>
    Promise.reject({ exception: error.exception ?? `${error.message} ${error.fix ?? ""}`.trim(), code: error.code });
  const tell = (progress) => window.dispatchEvent(new CustomEvent("libersignmessage", { detail: { progress } }));

  // Where S2low gives away the file of each transaction that the page's form is about.
  const files = (informations) => {
    const form = document.getElementById("form_sign");
    const script = form && new URL(form.getAttribute("action"), document.baseURI);
    if (script?.origin !== location.origin || !script.pathname.endsWith("/helios_transac_sign.php")) return [];
    return informations.map((_, index) => {
      const id = form.elements.namedItem(`id_${index + 1}`)?.value;
      return id ? new URL(`helios_download_file.php?id=${encodeURIComponent(id)}`, script).href : null;
    });
  };

  window.LiberSign = {
    setUpdateUrl() {},
    async getCertificates() {
      const libersign = await load();
      const chosen = await libersign.choose().catch(refuse);
      return chosen ? [chosen] : [];
    },
    async sign(certificate, informations) {
      const libersign = await load();
      const asked = Array.from(informations);
      const signatures = await libersign.sign(certificate, asked, files(asked), tell).catch(refuse);
      return signatures ?? refuse({ exception: await libersign.text("cancelled"), code: "cancelled" });
    },
  };

  const $ = window.jQuery;
  if (!$) return;

  const show = async (block, informations) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-primary" });
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    block.replaceChildren(button, status);
    button.addEventListener("click", async () => {
      button.disabled = true;
      status.textContent = "";
      try {
        const signatures = await window.LiberSign.sign(undefined, informations);
        status.textContent = await (await load()).text("signed");
        $(block).trigger("libersign.sign", [signatures]);
      } catch (error) {
        button.disabled = false;
        status.textContent = error.exception;
        button.focus();
        if (error.code === "cancelled") $(block).trigger("libersign.cancel");
      }
    });
    try {
      button.textContent = await (await load()).text("button");
    } catch (error) {
      button.remove();
      status.textContent = error.exception;
    }
    $(block).trigger("libersign.loaded");
  };

  const methods = {
    init(options) {
      return this.each((_, block) => void show(block, options?.signatureInformations ?? []));
    },
    comment() {
      return this;
    },
    destroy() {
      return this.empty();
    },
  };
  $.fn.libersign = function (asked, ...rest) {
    const method = typeof asked === "string" ? methods[asked] : methods.init;
    return method ? method.call(this, ...(method === methods.init ? [asked] : rest)) : this;
  };
})();
