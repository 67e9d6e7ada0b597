// Carries out what the update of a team's page asks for, and tells what came of it as another event.

import { openAsking } from './asking.js'
import { downloadJson, fileRead } from './files.js'

/** @import { Setup } from './contract.d.ts' */
/** @import { Effect, Event } from './team-types.d.ts' */

/**
 * @param {(event: Event) => void} dispatch
 * @param {{ setup: Setup, site: string }} parts
 * @returns {(effect: Effect) => void}
 */
export function carrying(dispatch, parts) {
  const ask = openAsking(dispatch, parts)

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
