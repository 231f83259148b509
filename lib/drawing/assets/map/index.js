/** The interactive district map (bản đồ huyện) as a Streamlit component: the entry that Streamlit calls. */

import { mount } from "./map.js";

/** @type {(call: MountCall) => () => void} */
export default function component(call) {
  return mount(call);
}
