// Draws what is rebuilt as it changes. A browser that translates the page puts elements of its own in the place of texts. What is
// drawn over them would go on changing the texts that are gone, and stand still for its reader: it is drawn anew.

import { nothing, render } from './lit-html.js'

/** @type {WeakMap<HTMLElement, string>} */
const drawn = new WeakMap()

/**
 * @param {unknown} content a template
 * @param {HTMLElement} place
 * @param {string} key what the content depends on: while it is the same, a translation of it stays
 */
export function draw(content, place, key) {
  if (place.querySelector('font')) {
    if (drawn.get(place) === key) return
    render(nothing, place)
  }
  render(content, place)
  drawn.set(place, key)
}
