// Starts the scorer while the page is being read: this stands in the page itself, behind what the page says of its scorer. What the
// worker says before the page's modules listen is kept for them, with the worker, at the element (early.js).
//
// Where the page was slow to come, by the line or by the machine, they start the scorer when the form works: beside 4 MB they would
// come a second later on a slow line, and the scorer no sooner.

import { begin, sparing } from './begin.js'

/** @import { Begun } from './scorer.js' */

const SOON = 400 // ms from the navigation to here: page and style sheets have come, two ways there and back

const said = /** @type {HTMLElement & { begun?: Begun }} */ (document.currentScript?.previousElementSibling)
const { scorer, root } = JSON.parse(said.textContent ?? '')

if (performance.now() < SOON && typeof WebAssembly === 'object' && location.protocol !== 'file:' && !sparing()) {
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
