// What a page that is of no one model asks the scorer: each request goes with the text of the model that it is about, which is
// fetched when it is asked about for the first time.

import { textAt } from './loading.js'
import { openScorer, refusalOf } from './scorer.js'

/** @import { Part, Setup } from './contract.d.ts' */
/** @import { Refused } from './types.d.ts' */

/** @typedef {{ type: 'scorer-progress', percent: number } | { type: 'answered', id: number, kind: any, value: any } | { type: 'unanswered', id: number, kind: any, error: Refused }} Told */

/**
 * @param {(event: Told) => void} dispatch
 * @param {{ setup: Setup, site: string }} parts
 */
export function openAsking(dispatch, { setup, site }) {
  const scorer = openScorer(setup, site, {
    progress: (percent) => dispatch({ type: 'scorer-progress', percent }),
    ready: () => performance.mark('cx:scorer-ready'),
  })
  /** @type {Map<string, Promise<string>>} */
  const texts = new Map()

  /** @param {{ id: string, part: Part }} model */
  function textOfModel({ id, part }) {
    const text = texts.get(id) ?? textAt(part, site)
    texts.set(id, text)
    text.catch(() => texts.delete(id)) // the next to ask tries anew
    return text
  }

  /** @param {{ id: number, kind: any, model: { id: string, part: Part }, payload: object }} effect */
  return async ({ id, kind, model, payload }) => {
    try {
      const framework = await textOfModel(model)
      const value = await scorer.request(kind, /** @type {any} */ ({ framework, ...payload }))
      dispatch({ type: 'answered', id, kind, value })
    } catch (error) {
      dispatch({ type: 'unanswered', id, kind, error: refusalOf(error) })
    }
  }
}
