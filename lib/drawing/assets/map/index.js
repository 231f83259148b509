/** The interactive district map (bản đồ huyện) as a Streamlit component: the entry that Streamlit calls. */

import { mount } from "./map.js";

/** @type {(call: MountCall) => () => void} */
export default function component(call) {
  const unmount = mount(call);
  const asked = Object.entries(globalThis.askedBeforeLive ?? {});
  globalThis.askedBeforeLive = undefined;
  for (const [name, value] of asked) call.setTriggerValue(name, value);
  return unmount;
}
