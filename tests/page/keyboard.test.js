// Where the keyboard goes on when what had it goes.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { goOn, openKeyboard, takeAway } from '../../docs/assets/assess/keyboard.js'

/** A part of a page: it can be taken from it, with what is in it, and be focused. */
class Part {
  /** @param {Part[]} within */
  constructor(...within) {
    this.within = within
    /** @type {unknown} */
    this.options = 'none'
  }

  /** @param {unknown} other @returns {boolean} */
  contains(other) {
    return other === this || this.within.some((part) => part.contains(other))
  }

  remove() {
    if (this.contains(page.activeElement)) page.activeElement = page.body
  }

  /** @param {unknown} [options] */
  focus(options) {
    page.activeElement = this
    this.options = options
  }
}

const page = { body: new Part(), activeElement: /** @type {Part | null} */ (null) }
/** @param {Part | null | undefined} part */
const element = (part) => /** @type {any} */ (part)
/** @type {[Part, Part, Part]} */
let [button, first, second] = [new Part(), new Part(), new Part()]

beforeEach(() => {
  ;[button, first, second] = [new Part(), new Part(), new Part()]
  page.activeElement = page.body
  Object.assign(globalThis, { document: page })
})
afterEach(() => Reflect.deleteProperty(globalThis, 'document'))

describe('after a button that took itself away', () => {
  test('it goes to the first place that there is', () => {
    goOn(undefined, null, element(first), element(second))
    assert.equal(page.activeElement, first)
    assert.equal(first.options, undefined) // and into view
  })

  test('it stays where it is when that is still there', () => {
    button.focus()
    goOn(element(first))
    assert.equal(page.activeElement, button)
  })

  test('it goes nowhere when there is no place', () => {
    goOn(undefined, null)
    assert.equal(page.activeElement, page.body)
  })
})

describe('from a notice that is taken away', () => {
  test('it goes on at the place that stays, which does not move the page', () => {
    button.focus()
    takeAway(element(new Part(button)), element(first))
    assert.equal(page.activeElement, first)
    assert.deepEqual(first.options, { preventScroll: true })
  })

  test('nobody is fetched who was elsewhere, or nowhere', () => {
    for (const where of [second, page.body]) {
      page.activeElement = where
      takeAway(element(new Part(button)), element(first))
      assert.equal(page.activeElement, where)
    }
  })
})

describe('what comes with a later drawing', () => {
  const keyboard = openKeyboard({ preventScroll: true })
  /** @type {Part | null} */
  let there = null
  beforeEach(() => {
    there = null
    keyboard.wait(null)
  })

  test('has the keyboard as soon as it is there, once', () => {
    keyboard.wait(() => element(there))
    keyboard.drawn()
    assert.equal(page.activeElement, page.body)
    there = first
    keyboard.drawn()
    assert.equal(page.activeElement, first)
    assert.deepEqual(first.options, { preventScroll: true })
    first.remove()
    keyboard.drawn()
    assert.equal(page.activeElement, page.body)
  })

  test('does not fetch whoever has gone on, then or later', () => {
    keyboard.wait(() => element(first))
    second.focus()
    keyboard.drawn()
    second.remove()
    keyboard.drawn()
    assert.equal(page.activeElement, page.body)
  })

  test('fetches from a button that is about to go, even while that is still there', () => {
    button.focus()
    keyboard.wait(() => element(there), element(button))
    keyboard.drawn()
    assert.equal(page.activeElement, button)
    there = first
    keyboard.drawn()
    assert.equal(page.activeElement, first)
  })

  test('gives way to what is waited for instead', () => {
    keyboard.wait(() => element(first))
    keyboard.wait(() => element(second))
    keyboard.drawn()
    assert.equal(page.activeElement, second)
    page.activeElement = page.body
    keyboard.wait(() => element(first))
    keyboard.wait(null)
    keyboard.drawn()
    assert.equal(page.activeElement, page.body)
  })
})
