// One question at a time: which stop is shown, where the ways on and back lead, and what the address says meanwhile.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CHECK, RESULT, START, numberOf, onward, single, stopOf } from '../../docs/assets/assess/stops.js'
import { Tab, content } from './world.js'

const [ALPHA, BETA, LAST] = ['#q-alpha', '#q-beta', '#q-constructor']

/**
 * A page on a telephone.
 * @param {{ [practice: string]: string }} [answers]
 * @param {Parameters<Tab['open']>[1]} [how]
 */
function phone(answers, how) {
  const tab = new Tab()
  tab.state = { ...tab.state, view: { narrow: true, all: false } }
  return tab.open(answers ? content(answers) : null, how)
}

/** @param {Tab} tab */
const following = (tab) => onward(tab.state)?.text.key
/** @param {Tab} tab */
const address = (tab) => tab.take('address')?.hash
/** @param {Tab} tab what came of it, and nothing else */
function led(tab) {
  const there = tab.take('go-to-stop')
  assert.deepEqual(tab.kinds('go-to-stop'), [], 'nobody is led twice')
  return there && [there.at, there.attended]
}

describe('the way through the questions', () => {
  test('goes from the beginning over each question and the check to the result, a place in the history each', () => {
    const tab = phone()
    assert.deepEqual([tab.state.at, following(tab)], [START, 'action.start'])
    for (const at of [ALPHA, BETA, LAST, CHECK]) {
      tab.do({ type: 'next' })
      assert.deepEqual([tab.state.at, address(tab), led(tab)], [at, at, [at, true]])
    }
    assert.equal(following(tab), 'action.report')
    tab.do({ type: 'next' })
    assert.deepEqual([tab.state.at, tab.state.wanted, address(tab)], [RESULT, true, '#report'])
    assert.deepEqual([stopOf(tab.state).kind, onward(tab.state)], ['result', null])
    assert.equal(tab.do({ type: 'next' }).state.at, RESULT)
  })

  test('calls going on without an answer what it is', () => {
    const tab = phone().do({ type: 'next' })
    assert.equal(following(tab), 'action.skip')
    assert.equal(following(tab.type('alpha', 'dont-know')), 'action.next')
    assert.equal(following(tab.type('alpha', '')), 'action.skip')
  })

  test('begins for who comes back with what is open or to be confirmed, and with the result where nothing is', () => {
    assert.deepEqual(onward(phone({ alpha: 'missing', constructor: 'missing' }).state), { at: BETA, text: { key: 'resume.at', values: { number: 2 } } })
    assert.equal(onward(phone({ alpha: 'missing', beta: 'missing', constructor: 'missing', 'constructor.unconfirmed': 'yes' }).state)?.at, LAST)
    const done = phone({ alpha: 'missing', beta: 'missing', constructor: 'missing' })
    assert.equal(following(done), 'resume.result')
    assert.deepEqual([done.do({ type: 'next' }).state.at, done.state.wanted], [RESULT, true])
  })

  test('goes back by the history, which alone knows where one was', () => {
    const tab = phone(undefined, { hash: '#q-beta' })
    assert.deepEqual(tab.do({ type: 'back' }).take('back'), { type: 'back', hash: '#q-alpha', anywhere: false })
    assert.equal(tab.state.at, BETA, 'until the address says so')
    assert.deepEqual([tab.do({ type: 'hash', hash: '#q-alpha' }).state.at, led(tab)], [ALPHA, [ALPHA, true]])
    assert.deepEqual(tab.do({ type: 'back' }).take('back'), { type: 'back', hash: '', anywhere: false })
    assert.deepEqual(tab.do({ type: 'hash', hash: '#check' }).do({ type: 'back' }).take('back'), { type: 'back', hash: '#q-constructor', anywhere: true })
    assert.equal(phone().do({ type: 'back' }).take('back'), undefined)
  })

  test('comes back to the list from an answer that was changed from there, and only then', () => {
    const tab = phone({ alpha: 'missing' }, { hash: '#check' }).do({ type: 'lead', hash: '#q-alpha' })
    assert.equal(following(tab), 'action.to_check')
    tab.take('go-to-stop')
    assert.equal(tab.do({ type: 'next' }).state.at, CHECK)
    assert.equal(tab.take('go-to-stop')?.from, ALPHA, 'to its row')
    tab.do({ type: 'lead', hash: '#q-alpha' }).do({ type: 'hash', hash: '#q-beta' })
    assert.equal(following(tab), 'action.skip')
  })
})

test('a quick look has the stops of its questions, and at its end those of all that are open', () => {
  const tab = new Tab()
  const practices = tab.state.model.practices.map((practice) => ({ ...practice, marked: practice.id !== 'beta' }))
  tab.state = { ...tab.state, model: { ...tab.state.model, practices }, view: { narrow: true, all: false } }
  tab.open(null, { hash: '#quick' }).do({ type: 'next' }).type('alpha', 'missing').do({ type: 'next' })
  assert.deepEqual([tab.state.at, numberOf(tab.state)], [LAST, 2])
  tab.do({ type: 'hash', hash: BETA })
  assert.equal(tab.state.at, LAST, 'what is not asked is no stop')
  tab.do({ type: 'back' }).do({ type: 'hash', hash: ALPHA })
  assert.equal(tab.do({ type: 'back' }).effects.at(-1)?.type === 'back' && /** @type {{ hash: string }} */ (tab.effects.at(-1)).hash, '#quick')
  tab.do({ type: 'rest' })
  assert.equal(tab.state.at, BETA)
})

test('deleting everything leads to the beginning', () => {
  const tab = phone({ alpha: 'missing' }, { hash: '#q-beta' }).do({ type: 'removed' })
  assert.deepEqual([tab.state.at, address(tab), led(tab)], [START, '', [START, true]])
})

describe('links', () => {
  test('lead to a question, to a section’s first open one, to the check and to each tab of the result', () => {
    const tab = phone({ alpha: 'missing' })
    for (const [hash, at] of /** @type {const} */ ([['#q-constructor', LAST], ['#section-s', BETA], ['#check', CHECK], ['#q-alpha', ALPHA]])) {
      tab.do({ type: 'lead', hash })
      assert.deepEqual([tab.state.at, led(tab)], [at, [at, true]])
    }
    assert.equal(led(tab.do({ type: 'hash', hash: ALPHA })), undefined, 'nobody is led to where they are')
    assert.equal(tab.do({ type: 'hash', hash: '#plan' }).state.at, RESULT)
    assert.equal(tab.do({ type: 'next-open', passed: 0 }).state.at, BETA)
    assert.equal(tab.do({ type: 'next-open', passed: 0 }).state.at, LAST, 'the one after what is shown')
    assert.equal(tab.do({ type: 'lead', hash: '#nowhere' }).state.at, LAST)
    assert.equal(tab.do({ type: 'hash', hash: '#nowhere' }).state.at, LAST)
    assert.equal(phone({ alpha: 'missing', beta: 'missing', constructor: 'missing' }).do({ type: 'lead', hash: '#section-s' }).state.at, ALPHA)
  })

  test('that a page opens with are there at once, and nobody is led who may be reading', () => {
    const tab = phone(undefined, { hash: '#q-beta' })
    assert.deepEqual([tab.state.at, led(tab)], [BETA, undefined])
    assert.equal(phone(undefined, { hash: '#time' }).state.at, RESULT)
  })

  test('give way to where somebody was reading before the scripts came, where there is none', () => {
    const tab = phone(undefined, { seen: BETA })
    assert.deepEqual([tab.state.at, tab.take('address')], [BETA, { type: 'address', hash: '#q-beta', instead: true }])
    assert.equal(phone(undefined, { seen: BETA, hash: '#q-alpha' }).state.at, ALPHA)
  })

  test('lead into the page where all questions are on it, and leave the address to the browser', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'lead', hash: '#q-beta' })
    assert.deepEqual([led(tab), address(tab)], [[BETA, true], undefined])
    assert.deepEqual(led(tab.do({ type: 'next-open', passed: 2 })), [LAST, true])
    assert.deepEqual(led(tab.do({ type: 'hash', hash: '#q-alpha' })), undefined)
    tab.do({ type: 'lead', hash: ALPHA, entry: true })
    assert.deepEqual([led(tab), address(tab)], [[ALPHA, true], ALPHA], 'from the list, to which Back leads')
  })
})

describe('a view', () => {
  test('of all is chosen and kept, and leaves whoever reads at their question', () => {
    const tab = phone(undefined, { hash: '#q-beta' }).do({ type: 'view', all: true, seen: START })
    assert.equal(single(tab.state), false)
    assert.deepEqual([tab.take('keep-view'), led(tab), address(tab)], [{ type: 'keep-view', all: true }, [BETA, true], undefined])
    tab.do({ type: 'view', all: false, seen: LAST })
    assert.deepEqual([tab.state.at, tab.take('address'), led(tab)], [LAST, { type: 'address', hash: '#q-constructor', instead: true }, [LAST, true]])
  })

  test('changes with the width of the window, without taking the keyboard along', () => {
    const tab = new Tab().open().do({ type: 'resized', narrow: true, seen: BETA })
    assert.deepEqual([single(tab.state), tab.state.at, led(tab)], [true, BETA, [BETA, false]])
    tab.do({ type: 'resized', narrow: false, seen: START })
    assert.deepEqual([single(tab.state), led(tab)], [false, [BETA, false]])
  })

  test('of somebody’s answers is of all of them, and of one’s own begins anew', () => {
    const tab = phone(undefined, { hash: '#q-beta' }).do({ type: 'hash', hash: '#a=code' })
    assert.equal(single(tab.state), false)
    assert.equal(tab.do({ type: 'resized', narrow: false, seen: START }).do({ type: 'resized', narrow: true, seen: LAST }).take('go-to-stop'), undefined)
    tab.do({ type: 'close-link' })
    assert.deepEqual([single(tab.state), tab.state.at], [true, START])
  })
})
