// Somebody's link: it opens to be looked at and changes nothing. The address keeps its code for as long as one looks, so that a reload
// and the way back lead to it again; whoever leaves the address leaves the link.

import { contentOf, fileOf } from './answers.js'
import { refused } from './exchange.js'
import { keptOf } from './forward.js'
import { asked, tabOf, TABS } from './panels.js'
import { emptied, revived, wanted } from './result.js'
import { LOOK, looked } from './questions.js'
import { looking } from './state.js'
import { START, arrived } from './stops.js'
import { CODE_MARK } from './team-links.js'
import { numbered } from './turns.js'

/** @import { Link, Opened, State, Tab } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

// As links come, also through mailers and chats, or cut. Of an entity, &#35;, the # begins what a browser takes for the place on the page.
const LINK = new RegExp(`^(?:${CODE_MARK}|#(?:35|x23);a(?:=|&(?:equals|#61|#x3d);)|#a$)([^&]*)`, 'is')
const TAB = /&(?:amp;)?tab=(\w+)/

/** @param {string} hash */
export const isLink = (hash) => LINK.test(hash)

/**
 * The page's address names a link, a tab of the result, or neither.
 * @param {State} state
 * @param {string} hash
 * @param {Emit} emit
 * @returns {State}
 */
export function hashed(state, hash, emit) {
  const code = LINK.exec(hash)?.[1]
  if (code !== undefined) return linked(state, code, TABS.find((tab) => tab === TAB.exec(hash)?.[1]) ?? 'result', emit)
  const next = looking(state) ? left(state) : state
  const tab = tabOf(hash)
  if (hash === LOOK) return arrived(looked(next, true), '', emit)
  // Back to where no look was wanted yet.
  if (!tab) return arrived(hash ? next : { ...next, quick: false }, hash, emit)
  // Before the store has answered, there is nothing to be scored.
  return next.storage.state === 'opening' ? { ...arrived(next, hash, emit), tab, wanted: true } : wanted(next, tab, emit)
}

/**
 * @param {State} state
 * @param {string} code
 * @param {Tab} tab
 * @param {Emit} emit
 * @returns {State}
 */
function linked(state, code, tab, emit) {
  if (state.link?.content && state.link.code === code) return asked({ ...state, tab }, false, emit)
  const clear = revived({ ...emptied(state), link: null, file: null, refusal: null, offer: null, told: null, questions: [] }, emit)
  const next = numbered(clear, (n) => ({ tab, link: { id: n, code, content: null, kept: {}, refused: null, keeping: false } }))
  emit({ type: 'ask', id: next.serial, kind: 'open', payload: { code } })
  return next
}

/**
 * What the code says has been read, or why it cannot be. One of another model is for that model's page.
 * @param {State} state
 * @param {Link} link
 * @param {Opened} opened
 * @param {Emit} emit
 * @returns {State}
 */
export function opened(state, link, { read, made_for: madeFor, refused: why }, emit) {
  if (read) {
    const content = { ...contentOf(read.assessment), reviews: read.reviews }
    const next = numbered(state, (n) => ({ replaced: n, wanted: true, link: { ...link, content, kept: read.kept } }))
    emit({ type: 'go-to-link' })
    return asked(next, false, emit)
  }
  if (madeFor && state.models.includes(madeFor.id)) {
    emit({ type: 'leave', address: `${state.site}assess/${madeFor.id}/#a=${link.code}` })
    return state
  }
  emit({ type: 'go-to-notice', kind: 'link' })
  return { ...state, link: { ...link, refused: why } }
}

/**
 * Back to the visitor's own answers; the code goes from the address.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function closed(state, emit) {
  emit({ type: 'clear-address' })
  if (looking(state)) emit({ type: 'go-to-top' })
  return left(state)
}

/**
 * A copy of what is looked at is made, beside the visitor's own.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function kept(state, emit) {
  const { link, model } = state
  if (!link?.content || link.keeping) return state
  emit({ type: 'create', content: link.content, of: '', kept: keptOf(fileOf(model, link.content, state.today), link.kept) ?? [], behind: true, place: 'report' })
  return { ...state, link: { ...link, keeping: true } }
}

/**
 * The copy could not be made.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function unkept(state, emit) {
  const { link } = state
  return refused(link ? { ...state, link: { ...link, keeping: false } } : state, { key: 'link.unkept' }, null, emit)
}

/**
 * @param {State} state
 * @returns {State}
 */
const left = (state) => numbered({ ...emptied(state), link: null, told: null, offer: null, at: START }, (n) => ({ replaced: n }))
