/* Puts the question box into another page:
   <script src="https://…/embed.js" data-token="hd_…" data-place="…" data-language="en" data-height="560"></script> */
(function () {
  const script = document.currentScript;
  const address = new URL("/embed", script.src);
  for (const name of ["kind", "place", "year"]) {
    if (script.dataset[name]) address.searchParams.set(name, script.dataset[name]);
  }
  if (script.dataset.language) address.searchParams.set("lang", script.dataset.language);
  /* After the #, so that neither logs nor other sites are told. */
  if (script.dataset.token) address.hash = new URLSearchParams({ token: script.dataset.token });
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "Hỏi đáp kế hoạch";
  frame.loading = "lazy";
  frame.style.width = "100%";
  frame.style.height = (Number(script.dataset.height) || 560) + "px";
  frame.style.border = "0";
  script.after(frame);
})();
