// The page one signs in on, changes the password on, and leaves by.

import { request } from "./api.js";

const part = (id) => document.getElementById(id);

/** Where to go on to: a path of this site, never another's. */
function onward() {
  const asked = new URLSearchParams(location.search).get("next") || "/";
  const target = new URL(asked, location.origin);
  return target.origin === location.origin && asked.startsWith("/") ? `${target.pathname}${target.search}` : "/";
}

function tell(sentence) {
  part("told").textContent = sentence;
  part("told").hidden = !sentence;
}

function show(me) {
  part("enter").hidden = Boolean(me);
  part("inside").hidden = !me;
  if (!me) {
    part("name").focus();
    return;
  }
  part("who").textContent = me.name;
  part("username").value = me.id.replace(/^user:/, "");
  part("first").hidden = !me.must_change_password;
  part("onward").hidden = me.must_change_password;
  part("onward").href = onward();
}

/** Do something once the form is sent; say in words what went wrong. */
function on(id, work) {
  part(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    tell("");
    try {
      await work();
    } catch (failure) {
      tell(failure.message);
    }
  });
}

on("enter", async () => {
  const json = { name: part("name").value, password: part("password").value };
  const me = await (await request("/v1/session", { method: "POST", json })).json();
  part("password").value = "";
  if (me.must_change_password) {
    show(me);
    part("current").value = json.password;
    part("new").focus();
  } else location.replace(onward());
});

on("change", async () => {
  const json = { current: part("current").value, new: part("new").value };
  await request("/v1/password", { method: "PUT", json });
  location.replace(onward());
});

part("leave").addEventListener("click", async () => {
  await request("/v1/session", { method: "DELETE" });
  show(null);
});

try {
  show(await (await request("/v1/me")).json());
} catch {
  show(null);
}
