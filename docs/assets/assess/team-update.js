// What happens to the state of a team's page when something happens: `update(state, event, today)` gives the next state and the effects
// that are to be carried out. It is pure; whatever comes back from an effect is another event.
//
// The scorer is asked one thing at a time: first each thing that was sent, by itself, then for the result of all. So an answer can
// be late for one file alone, and whatever is taken in, taken out or chosen meanwhile only makes the result stale.

import { agreedAlike, agreedOn, downloaded } from './team-agree.js'
import { codesIn } from './team-links.js'

/** @import { Effect, Event, Item, Model, State } from './team-types.d.ts' */
/** @import { Text } from './types.d.ts' */

/** @type {State['result']} */
const NOTHING = { html: null, shown: 0, people: 0, answers: [], topics: [] }
/** @type {Omit<Item, 'id' | 'name' | 'brought'>} */
const NEW = { state: 'waiting', madeFor: null, read: null, refusal: null, out: false, twin: null }

/**
 * @param {readonly Model[]} models the first is chosen
 * @param {string} site
 * @returns {State}
 */
export function first(models, site) {
  return {
    models,
    model: models[0]?.id ?? '',
    picked: false,
    site,
    serial: 0,
    items: [],
    keep: false,
    asked: null,
    stale: false,
    result: NOTHING,
    talk: null,
    agreed: new Map(),
    name: '',
    unsaved: false,
    scorer: { percent: 0, failed: null },
    told: null,
  }
}

/**
 * @param {State} state
 * @param {Event} event
 * @param {string} today the date where the visitor is
 * @returns {[State, Effect[]]}
 */
export function update(state, event, today) {
  /** @type {Effect[]} */
  const effects = []
  const next = happened(state, event, today, (effect) => effects.push(effect))
  return [proceeded(next, (effect) => effects.push(effect)), effects]
}

/** @param {State} state */
export const chosen = ({ models, model }) => /** @type {Model} */ (models.find(({ id }) => id === model))

/** Those that are read together, duplicates included. @param {State} state */
export const gathered = ({ items }) => items.filter(({ state, out }) => state === 'taken' && !out)

/**
 * @param {State} state
 * @param {Event} event
 * @param {string} today
 * @param {(effect: Effect) => void} emit
 * @returns {State}
 */
function happened(state, event, today, emit) {
  switch (event.type) {
    case 'model':
      return { ...modelled(state, event.model), picked: true }
    case 'files':
      return event.files.reduce((/** @type {State} */ next, { name, file }) => {
        const added = withItem(next, { name, brought: null })
        emit({ type: 'read-file', id: added.serial, file })
        return added
      }, quiet(state))
    case 'file-read':
      return withChange(state, event.id, { brought: { text: event.text } })
    case 'file-unread':
      return withChange(state, event.id, { state: 'refused', refusal: { text: { key: `collect.${event.reason}` }, list: [], more: 0 } })
    case 'pasted':
      return pasted(quiet(state), codesIn(event.text))
    case 'out':
      return { ...withChange(state, event.item, { out: event.out, twin: null }), stale: true, told: null }
    case 'forget':
      return { ...state, items: state.items.filter(({ id }) => id !== event.item), stale: true, told: null }
    case 'keep':
      return { ...state, keep: event.keep, stale: true }
    case 'answered':
      return answered(state, event)
    case 'unanswered':
      return unanswered(state, event)
    case 'scorer-progress':
      return { ...state, scorer: { ...state.scorer, percent: event.percent } }
    case 'try-again':
      return { ...state, scorer: { ...state.scorer, failed: null } }
    case 'talk':
      return attending(state, event.practice)
    case 'turn':
      return turned(state, event.by)
    case 'agree':
      return agreedOn(state, event.practice, event.change)
    case 'agree-alike':
      return agreedAlike(state)
    case 'named':
      return { ...state, name: event.name }
    case 'download':
      return downloaded(state, event.disputed, today, emit)
  }
}

/**
 * The next question for the scorer, if it has none and there is one.
 * @param {State} state
 * @param {(effect: Effect) => void} emit
 * @returns {State}
 */
function proceeded(state, emit) {
  if (state.asked || state.scorer.failed) return state
  const waiting = state.items.filter((item) => item.state === 'waiting')
  const next = waiting.find(({ brought }) => brought)
  const id = state.serial + 1
  if (next?.brought) {
    emit({ type: 'ask', id, kind: 'collect', model: chosen(state), payload: next.brought })
    return { ...state, serial: id, asked: { id, items: [next.id] } }
  }
  if (waiting.length || !state.stale) return state
  const people = gathered(state)
  // Of nobody there is nothing to ask.
  if (!people.length) return { ...state, stale: false, result: NOTHING, talk: null }
  const assessments = people.flatMap(({ read }) => (read ? [read.assessment] : []))
  emit({ type: 'ask', id, kind: 'team', model: chosen(state), payload: { assessments, keep: state.keep, site: state.site } })
  return { ...state, serial: id, asked: { id, items: people.map((item) => item.id) }, stale: false }
}

/** @param {State} state @returns {State} */
const quiet = (state) => ({ ...state, told: null })

/**
 * @param {State} state
 * @param {Pick<Item, 'name' | 'brought'>} item
 * @returns {State}
 */
const withItem = (state, item) => ({ ...state, serial: state.serial + 1, items: [...state.items, { ...NEW, ...item, id: state.serial + 1 }] })

/**
 * @param {State} state
 * @param {number} id
 * @param {Partial<Item>} parts
 * @returns {State}
 */
const withChange = (state, id, parts) => ({ ...state, items: state.items.map((item) => (item.id === id ? { ...item, ...parts } : item)) })

/**
 * Another model: what was sent is read once more, since some of it may have been made for this one.
 * @param {State} state
 * @param {string} model
 * @returns {State}
 */
function modelled(state, model) {
  if (model === state.model) return state
  const again = state.items.map((item) => (item.brought && item.state !== 'refused' ? { ...NEW, ...pick(item) } : item))
  // What was asked of the model before is no answer any more.
  return { ...state, model, items: again, asked: null, stale: true, told: null, result: NOTHING, talk: null }
}

/** @param {Item} item */
const pick = ({ id, name, brought, out }) => ({ id, name, brought, out })

/**
 * @param {State} state
 * @param {readonly string[]} codes
 * @returns {State}
 */
function pasted(state, codes) {
  if (!codes.length) return { ...state, told: { key: 'collect.no_link' } }
  return codes.reduce((next, code) => withItem(next, { name: '', brought: { code } }), state)
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'answered' }>} event
 * @returns {State}
 */
function answered(state, event) {
  if (state.asked?.id !== event.id) return state
  const { items: places } = state.asked
  /** @type {State} */
  const next = { ...state, asked: null }
  if (event.kind === 'collect') return places.reduce((/** @type {State} */ each, id) => collected(each, id, event.value), next)
  const { duplicates, team, html, answers, topics } = event.value
  const twins = new Map(duplicates.map(({ place, counted, copy }) => [places[place], { counted: places[counted] ?? 0, copy }]))
  const items = state.items.map((each) => ({ ...each, twin: twins.get(each.id) ?? null }))
  const people = places.length - (state.keep ? 0 : duplicates.length)
  const result = { html: team ? html : null, shown: event.id, people, answers, topics }
  return attending({ ...next, items, result, told: told(people) }, state.talk)
}

/**
 * @param {number} people
 * @returns {Text}
 */
const told = (people) => (people < 2 ? { key: 'collect.needs_two' } : { key: 'collect.done', values: { count: people } })

/**
 * @param {State} state
 * @param {number} id
 * @param {import('./contract.d.ts').Kinds['collect']['value']} value
 * @returns {State}
 */
function collected(state, id, { made_for: madeFor, read, refused }) {
  // Who answered nothing is nobody to be counted.
  const why = refused ?? (read && !Object.keys(read.assessment.responses).length ? 'empty' : null)
  if (why || !madeFor) return withChange(state, id, { state: 'refused', refusal: { text: { key: `collect.refused.${why}` }, list: [], more: 0 } })
  if (read) return { ...withChange(state, id, { state: 'taken', madeFor, read }), stale: true }
  const next = withChange(state, id, { state: 'foreign', madeFor })
  // Unless the visitor has, the first that come say which model it is, rather than be refused one by one.
  const known = state.models.some((model) => model.id === madeFor.id)
  return known && !state.picked && !state.items.some((item) => item.state === 'taken') ? modelled(next, madeFor.id) : next
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'unanswered' }>} event
 * @returns {State}
 */
function unanswered(state, { id, kind, error }) {
  if (state.asked?.id !== id) return state
  const next = { ...state, asked: null }
  // What was asked waits until its visitor has it tried again.
  if (error.kind !== 'input' || kind === 'team') return { ...next, stale: true, scorer: { percent: 0, failed: error.kind } }
  const refused = state.asked.items
  const items = state.items.map((item) => {
    if (!refused.includes(item.id)) return item
    return { ...item, state: /** @type {const} */ ('refused'), refusal: { text: { key: 'collect.bad_file' }, list: error.problems, more: error.more } }
  })
  return { ...next, items }
}

/**
 * Talk about a practice, if it is one of those that there are.
 * @param {State} state
 * @param {string | null} practice
 * @returns {State}
 */
function attending(state, practice) {
  return { ...state, talk: state.result.topics.some((topic) => topic.practice === practice) ? practice : null }
}

/**
 * The next practice, or the one before. At either end one stays.
 * @param {State} state
 * @param {1 | -1} by
 * @returns {State}
 */
function turned(state, by) {
  const { topics } = state.result
  const to = topics[topics.findIndex(({ practice }) => practice === state.talk) + by]
  return state.talk && to ? { ...state, talk: to.practice } : state
}
