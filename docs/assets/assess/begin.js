// Makes the scorer's worker and asks it to start. The questionnaire does so while the page is still being read (at-once.js), other
// pages when something is wanted of it.

/** @import { Message, Setup } from './contract.d.ts' */

export const FIRST = 1 // the number of the request to start

/**
 * A policy in a `meta` element does not bind a worker loaded by its address; one made from a blob inherits it. That is what makes
 * the browser itself refuse any request of the scorer to another origin. The worker's code stands in the page, so that it has no
 * address from which another worker could be made, and has come when the page has.
 * @param {Setup} setup
 * @param {string} site from the page to the site's root
 * @param {boolean} [fresh] past the browser's cache
 */
export function begin({ worker: code, ...setup }, site, fresh = false) {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' })
  /** @type {Message} */
  const message = { id: FIRST, kind: 'start', payload: { ...setup, site: new URL(site, location.href).href, fresh } }
  worker.postMessage(message)
  return worker
}

/**
 * Whether 5 MB are not to be fetched before somebody asks for what they are for: the visitor's browser is to save data, or the
 * connection is so slow that they would take many minutes.
 */
export function sparing() {
  const { saveData, effectiveType } = /** @type {any} */ (navigator).connection ?? {}
  return Boolean(saveData) || ['slow-2g', '2g'].includes(effectiveType)
}
