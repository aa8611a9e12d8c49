// Whether this machine reaches any network.

import { byId } from "./dom.js";
import { t } from "./language.js";

/** Say so as long as it does not. */
export function watch() {
  const line = byId("offline");
  const show = () => {
    line.hidden = navigator.onLine;
    line.textContent = navigator.onLine ? "" : t`Máy đang ngoại tuyến. Câu hỏi vẫn được giữ; khi có mạng hãy hỏi lại.`;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}
