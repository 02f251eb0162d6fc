// Has this browser keep the page. A new version is taken up before the page is used, or when the person says so.
export const keep = async (address) => {
  const { serviceWorker } = navigator;
  const element = (id) => document.getElementById(id);

  const takeUp = (worker) => {
    // Another tab may have done it.
    if (worker.state === "activated") return location.reload();
    serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("update");
  };

  const offer = (worker) => {
    const button = element("update-now");
    element("update").hidden = false;
    button.onclick = () => {
      button.disabled = true;
      const unlessBusy = () => element("send").dataset.state === "busy" || takeUp(worker);
      new MutationObserver(unlessBusy).observe(element("send"), { attributeFilter: ["data-state"] });
      unlessBusy();
    };
  };

  const watch = (worker) => worker?.addEventListener("statechange", () => {
    // The first version of all is there already.
    if (worker.state === "installed" && registration.active) offer(worker);
  });

  let used = element("files-input").value;
  for (const kind of ["drop", "input"]) addEventListener(kind, () => { used = true; }, true);
  const registration = await serviceWorker.register(address, { updateViaCache: "none" });
  if (registration.waiting && registration.active) (used ? offer : takeUp)(registration.waiting);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
};
