// Starts the scorer while the page is being read: this stands in the page itself, behind what the page says of its scorer. What the
// worker says before the page's modules listen is kept for them, with the worker, at the element (early.js).

import { begin, sparing } from './begin.js'

/** @import { Begun } from './scorer.js' */

const said = /** @type {HTMLElement & { begun?: Begun }} */ (document.currentScript?.previousElementSibling)
const { scorer, root } = JSON.parse(said.textContent ?? '')

if (typeof WebAssembly === 'object' && location.protocol !== 'file:' && !sparing()) {
  const worker = begin(scorer, root)
  /** @type {Event[]} */
  const heard = []
  const keep = (/** @type {Event} */ event) => {
    event.preventDefault()
    heard.push(event)
  }
  worker.onmessage = keep
  worker.onerror = keep
  said.begun = { worker, heard }
}
