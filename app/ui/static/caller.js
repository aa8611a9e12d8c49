// Who asks, and so what the page offers.

import { admin, Failure, refused } from "./api.js";
import { byId, el } from "./dom.js";
import { framed } from "./key.js";
import { t } from "./language.js";

/** Until it is known, and where callers are not told apart, everything may be done. */
export const caller = { name: "", rights: new Set(["read", "edit"]), signedIn: false };

export function may(right) {
  return caller.rights.has(right);
}

function door() {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
}

/** Learn who asks. Who has to sign in first is sent there; who is signed out later is told. */
export async function start() {
  let known = false;
  refused.tell = () => {
    if (framed) {
      byId("offline").textContent = t`Khung hỏi đáp này chưa có khóa hợp lệ. Hãy liên hệ đơn vị quản lý trang.`;
      byId("offline").hidden = false;
      return;
    }
    if (!known) location.assign(door());
    const line = byId("offline");
    line.replaceChildren(t`Phiên làm việc đã hết; điều đang gõ vẫn được giữ. `, el("a", { href: door() }, t`Đăng nhập lại`));
    line.hidden = false;
  };
  try {
    const me = await admin.me();
    known = true;
    Object.assign(caller, { name: me.name, rights: new Set(me.rights), signedIn: me.signed_in });
    if (me.must_change_password) location.assign(door());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

export async function leave() {
  await admin.leave();
  location.assign("/sign-in");
}
