// Carries out what the update of a team's page asks for, and tells what came of it as another event.

import { downloadJson, fileRead } from './files.js'
import { textAt } from './loading.js'
import { openScorer, refusalOf } from './scorer.js'

/** @import { Setup } from './contract.d.ts' */
/** @import { Effect, Event, Model } from './team-types.d.ts' */

/**
 * @param {(event: Event) => void} dispatch
 * @param {{ setup: Setup, site: string }} parts
 * @returns {(effect: Effect) => void}
 */
export function carrying(dispatch, { setup, site }) {
  const scorer = openScorer(setup, site, {
    progress: (percent) => dispatch({ type: 'scorer-progress', percent }),
    ready: () => performance.mark('cx:scorer-ready'),
  })
  /** @type {Map<string, Promise<string>>} */
  const texts = new Map()

  /** @param {Model} model */
  function textOfModel({ id, part }) {
    const text = texts.get(id) ?? textAt(part, site)
    texts.set(id, text)
    text.catch(() => texts.delete(id)) // the next to ask tries anew
    return text
  }

  /** @param {Extract<Effect, { type: 'ask' }>} effect */
  async function ask({ id, kind, model, payload }) {
    try {
      const framework = await textOfModel(model)
      const value = await scorer.request(kind, /** @type {any} */ ({ framework, ...payload }))
      dispatch(/** @type {Event} */ ({ type: 'answered', id, kind, value }))
    } catch (error) {
      dispatch({ type: 'unanswered', id, kind, error: refusalOf(error) })
    }
  }

  return (effect) => {
    switch (effect.type) {
      case 'read-file':
        return fileRead(effect.id, effect.file).then(dispatch)
      case 'download':
        return downloadJson(effect.name, effect.value)
      case 'ask':
        return ask(effect)
    }
  }
}
