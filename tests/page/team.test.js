// The state of a team's page: what was sent is asked about one by one, and the result is of those who are there, whatever comes
// between a question and its answer.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from '../../build_hooks/node_modules/fast-check/lib/fast-check.js'
import { codesIn } from '../../docs/assets/assess/team-links.js'
import { agreement, alike, progress } from '../../docs/assets/assess/team-agree.js'
import { first, gathered, update } from '../../docs/assets/assess/team-update.js'

/** @import { AssessmentFile } from '../../docs/assets/assess/contract.d.ts' */
/** @import { Effect, Event, Item } from '../../docs/assets/assess/team-types.d.ts' */

const part = { address: 'a', size: 1, sha256: '' }
const MODELS = ['one', 'two'].map((id) => ({ id, name: id, practices: 3, part }))
const VERSION = { one: '1.0.0', two: '2.0.0' }

/** What somebody sent, as the text `model label`; any other text is no file of answers. */
const TEXTS = ['one Ann', 'one Bo', 'one Ann', 'two Cy', 'three Di', 'nothing']

const ANSWERS = [{ id: 'low', name: 'Low' }, { id: 'high', name: 'High' }]
/** @type {import('../../docs/assets/assess/contract.d.ts').Topic[]} */
const TOPICS = [
  { practice: 'split', name: 'Split', disputed: true, median: 'low', not_applicable: true, html: '' },
  { practice: 'same', name: 'Same', disputed: false, median: 'high', not_applicable: false, html: '' },
  { practice: 'like', name: 'Like', disputed: false, median: 'low', not_applicable: false, html: '' },
  { practice: 'few', name: 'Few', disputed: false, median: null, not_applicable: true, html: '' },
]

/** @param {string} model @param {string} label @returns {AssessmentFile} */
const file = (model, label) => ({
  format: 'cx-assessment',
  format_version: 1,
  framework: { id: model, version: '1.0.0' },
  taken: '2026-01-01',
  respondent: { label, group: '' },
  responses: label === 'Nobody' ? {} : { split: { dont_know: true } },
})

/** A page, whose scorer answers when a test lets it. */
class Page {
  state = first(MODELS, '../')
  asked = /** @type {Extract<Effect, { type: 'ask' }>[]} */ ([])
  reading = /** @type {number[]} */ ([])
  files = /** @type {Extract<Effect, { type: 'download' }>[]} */ ([])

  /** @param {Event} event */
  do(event) {
    const [next, effects] = update(this.state, event, '2026-11-25')
    this.state = next
    for (const effect of effects) {
      if (effect.type === 'ask') this.asked.push(effect)
      if (effect.type === 'read-file') this.reading.push(effect.id)
      if (effect.type === 'download') this.files.push(effect)
    }
    return this
  }

  /** @param {string[]} texts */
  give(...texts) {
    this.do({ type: 'files', files: texts.map((name) => ({ name, file: new Blob() })) })
    for (const id of this.reading.splice(0)) this.do({ type: 'file-read', id, text: this.state.items.find((item) => item.id === id)?.name ?? '' })
    return this
  }

  /** The scorer answers the question that has waited longest. */
  answer() {
    const asked = this.asked.shift()
    if (!asked) return false
    const { id } = asked
    if (asked.kind === 'team') {
      const labels = asked.payload.assessments.map(({ respondent }) => respondent.label)
      const duplicates = labels.flatMap((label, place) => (labels.indexOf(label) < place ? [{ place, counted: labels.indexOf(label), copy: true }] : []))
      const people = labels.length - (asked.payload.keep ? 0 : duplicates.length)
      const html = people > 1 ? `${asked.model.id} ${people}` : ''
      this.do({ type: 'answered', id, kind: 'team', value: { duplicates, team: html ? {} : null, html, answers: ANSWERS, topics: html ? TOPICS : [] } })
      return true
    }
    const [model = '', label = ''] = ('text' in asked.payload ? asked.payload.text : asked.payload.code).split(' ')
    if (model === 'nothing') {
      this.do({ type: 'unanswered', id, kind: 'collect', error: { kind: 'input', problems: ['why'], more: 2 } })
      return true
    }
    if (model === '') {
      this.do({ type: 'answered', id, kind: 'collect', value: { made_for: null, read: null, refused: 'cut' } })
      return true
    }
    const read = model === asked.model.id ? { assessment: file(model, label), reviews: [], kept: {} } : null
    this.do({ type: 'answered', id, kind: 'collect', value: { made_for: { id: model, version: VERSION[/** @type {'one'} */ (model)] ?? '1.0.0' }, read, refused: null } })
    return true
  }

  settle() {
    while (this.answer());
    return this
  }

  get states() {
    return this.state.items.map(({ state, out, twin }) => (out ? 'out' : twin ? 'twin' : state))
  }
}

/** What the page is to show of these items: the distinct labels that are in. @param {Page} page */
function expected({ state }) {
  const labels = gathered(state).map(({ read }) => read?.assessment.respondent.label)
  const people = state.keep ? labels.length : new Set(labels).size
  return people > 1 ? `${state.model} ${people}` : null
}

describe('what was sent', () => {
  test('is asked about one by one, and then read together', () => {
    const page = new Page().give('one Ann', 'one Bo')
    assert.deepEqual(page.asked.map(({ kind }) => kind), ['collect'])
    page.answer()
    assert.deepEqual(page.asked.map(({ kind }) => kind), ['collect'])
    page.answer()
    assert.deepEqual(page.asked.map(({ kind }) => kind), ['team'])
    page.answer()
    assert.equal(page.state.result.html, 'one 2')
    assert.deepEqual(page.state.told, { key: 'collect.done', values: { count: 2 } })
  })

  test('by one person alone is no team', () => {
    const page = new Page().give('one Ann', 'one Ann').settle()
    assert.deepEqual([page.states, page.state.result.html], [['taken', 'twin'], null])
    assert.deepEqual(page.state.told, { key: 'collect.needs_two' })
    page.do({ type: 'keep', keep: true }).settle()
    assert.equal(page.state.result.html, 'one 2')
  })

  test('can be taken out, counted again, and removed', () => {
    const page = new Page().give('one Ann', 'one Bo', 'one Cy').settle()
    const [ann] = page.state.items
    page.do({ type: 'out', item: ann?.id ?? 0, out: true }).settle()
    assert.deepEqual([page.states, page.state.result.html], [['out', 'taken', 'taken'], 'one 2'])
    page.do({ type: 'out', item: ann?.id ?? 0, out: false }).settle()
    assert.equal(page.state.result.html, 'one 3')
    for (const { id } of page.state.items) page.do({ type: 'forget', item: id }).settle()
    assert.deepEqual([page.states, page.state.result.html, page.asked.length], [[], null, 0])
  })

  test('says which model it is, as long as nobody is there', () => {
    const page = new Page().give('nothing', 'two Cy', 'two Di', 'one Ann').settle()
    assert.equal(page.state.model, 'two')
    assert.deepEqual(page.states, ['refused', 'taken', 'taken', 'foreign'])
    assert.equal(page.state.result.html, 'two 2')
    page.do({ type: 'model', model: 'one' }).settle()
    assert.deepEqual([page.states, page.state.result.html], [['refused', 'foreign', 'foreign', 'taken'], null])
  })

  test('of a model that is not on this site is refused, and changes nothing', () => {
    const page = new Page().give('three Di').settle()
    assert.deepEqual([page.state.model, page.states], ['one', ['foreign']])
  })

  test('that the browser cannot read is refused, and keeps nobody waiting', () => {
    const page = new Page().do({ type: 'files', files: [{ name: 'a', file: new Blob() }] })
    const [id = 0] = page.reading.splice(0)
    page.give('one Ann', 'one Bo').settle()
    assert.equal(page.state.result.html, null)
    page.do({ type: 'file-unread', id, reason: 'large' }).settle()
    assert.equal(page.state.items[0]?.refusal?.text.key, 'collect.large')
    assert.equal(page.state.result.html, 'one 2')
  })

  test('is named as a link or as a file where it is refused', () => {
    const page = new Page().give('nothing').do({ type: 'pasted', text: '#a=' }).settle()
    const [refused] = page.state.items
    assert.deepEqual(refused?.refusal, { text: { key: 'collect.bad_file' }, list: ['why'], more: 2 })
    assert.deepEqual(page.state.items[1]?.refusal, { text: { key: 'collect.refused.cut' }, list: [], more: 0 })
    assert.deepEqual(page.state.items.map(({ name }) => name), ['nothing', ''])
  })

  test('is not counted as a person where nothing is answered in it', () => {
    const page = new Page().give('one Ann', 'one Nobody').settle()
    assert.deepEqual([page.states, page.state.items[1]?.refusal?.text.key], [['taken', 'refused'], 'collect.refused.empty'])
    assert.deepEqual(page.state.told, { key: 'collect.needs_two' })
  })

  test('waits where the scorer fails, until its visitor tries again', () => {
    const page = new Page().give('one Ann', 'one Bo')
    const [asked] = page.asked.splice(0)
    page.do({ type: 'unanswered', id: asked?.id ?? 0, kind: 'collect', error: { kind: 'load', problems: [], more: 0 } })
    assert.deepEqual([page.state.scorer.failed, page.states, page.asked.length], ['load', ['waiting', 'waiting'], 0])
    page.give('one Cy').do({ type: 'try-again' }).settle()
    assert.equal(page.state.result.html, 'one 3')
  })

  test('a result that was refused can be tried again', () => {
    const page = new Page().give('one Ann', 'one Bo')
    page.answer()
    page.answer()
    const [asked] = page.asked.splice(0)
    page.do({ type: 'unanswered', id: asked?.id ?? 0, kind: 'team', error: { kind: 'input', problems: ['why'], more: 0 } })
    assert.equal(page.state.scorer.failed, 'input')
    page.do({ type: 'try-again' }).settle()
    assert.equal(page.state.result.html, 'one 2')
  })
})

test('in whatever order things come, the result is of those who are there', () => {
  const acts = fc.oneof(
    fc.record({ type: fc.constant('give'), texts: fc.array(fc.constantFrom(...TEXTS), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant('answer') }),
    fc.record({ type: fc.constant('out'), at: fc.nat(9) }),
    fc.record({ type: fc.constant('forget'), at: fc.nat(9) }),
    fc.record({ type: fc.constant('keep'), keep: fc.boolean() }),
    fc.record({ type: fc.constant('model'), model: fc.constantFrom('one', 'two') }),
    fc.record({ type: fc.constant('late') }),
    fc.record({ type: fc.constant('fail') }),
    fc.record({ type: fc.constant('try-again') }),
  )
  fc.assert(
    fc.property(fc.array(/** @type {fc.Arbitrary<any>} */ (acts), { maxLength: 40 }), (list) => {
      const page = new Page()
      for (const act of list) {
        const item = /** @type {Item | undefined} */ (page.state.items[act.at])
        if (act.type === 'give') page.give(...act.texts)
        else if (act.type === 'answer') page.answer()
        else if (act.type === 'out' && item) page.do({ type: 'out', item: item.id, out: !item.out })
        else if (act.type === 'forget' && item) page.do({ type: 'forget', item: item.id })
        else if (act.type === 'keep' || act.type === 'model' || act.type === 'try-again') page.do(act)
        else if (act.type === 'late') page.do({ type: 'answered', id: -1, kind: 'team', value: { duplicates: [], team: {}, html: 'late', answers: [], topics: [] } })
        else if (act.type === 'fail') {
          const asked = page.asked.shift()
          if (asked) page.do({ type: 'unanswered', id: asked.id, kind: asked.kind, error: { kind: 'silent', problems: [], more: 0 } })
        }
      }
      page.do({ type: 'try-again' }).settle()
      assert.ok(page.state.items.every(({ state }) => state !== 'waiting'))
      assert.equal(page.state.result.html, expected(page))
    }),
  )
})

describe('a talk', () => {
  const two = () => new Page().give('one Ann', 'one Bo').settle()

  test('goes from practice to practice, and stays at either end', () => {
    const page = two().do({ type: 'talk', practice: 'split' }).do({ type: 'turn', by: -1 })
    assert.equal(page.state.talk, 'split')
    const seen = [1, 1, 1, 1, -1].map((by) => page.do({ type: 'turn', by: /** @type {1 | -1} */ (by) }).state.talk)
    assert.deepEqual(seen, ['same', 'like', 'few', 'few', 'like'])
  })

  test('is of practices that there are', () => {
    assert.equal(new Page().do({ type: 'talk', practice: 'split' }).state.talk, null)
    const page = two().do({ type: 'talk', practice: 'nothing' }).do({ type: 'turn', by: 1 })
    assert.equal(page.state.talk, null)
    page.do({ type: 'talk', practice: 'same' }).do({ type: 'out', item: page.state.items[0]?.id ?? 0, out: true }).settle()
    assert.equal(page.state.talk, null, 'one person alone has nothing to talk about')
  })

  test('goes on where somebody else is taken in', () => {
    const page = two().do({ type: 'talk', practice: 'same' }).give('one Cy').settle()
    assert.equal(page.state.talk, 'same')
  })
})

describe('what the group agrees on', () => {
  const two = () => new Page().give('one Ann', 'one Bo').settle()

  test('is nothing before somebody says so', () => {
    const page = two()
    assert.deepEqual(progress(page.state), { all: 4, agreed: 0, disputed: 0 })
    assert.deepEqual([page.state.unsaved, alike(page.state).map(({ practice }) => practice)], [false, ['same', 'like']])
  })

  test('can be what all gave, but replaces no answer that was agreed on', () => {
    const page = two().do({ type: 'agree', practice: 'like', change: { answer: 'high' } }).do({ type: 'agree-alike' })
    assert.deepEqual(['split', 'same', 'like', 'few'].map((practice) => agreement(page.state, practice).answer), ['', 'high', 'high', ''])
    assert.deepEqual(alike(page.state), [])
  })

  test('is of one model', () => {
    const page = two().do({ type: 'agree', practice: 'same', change: { answer: 'low' } }).do({ type: 'model', model: 'two' })
    assert.equal(agreement(page.state, 'same').answer, '')
    assert.equal(agreement(page.do({ type: 'model', model: 'one' }).settle().state, 'same').answer, 'low')
  })

  test('becomes an assessment that a team agreed on', () => {
    const page = two()
      .do({ type: 'agree', practice: 'split', change: { answer: 'low', disputed: true, note: ' see the log ' } })
      .do({ type: 'agree', practice: 'same', change: { answer: 'not-applicable' } })
      .do({ type: 'agree', practice: 'few', change: { disputed: true } })
      .do({ type: 'named', name: ' Shop ' })
    assert.ok(page.state.unsaved)
    page.do({ type: 'download', disputed: 'Stays disputed.' })
    assert.ok(!page.state.unsaved)
    assert.deepEqual(page.files, [
      {
        type: 'download',
        name: 'one-agreed-2026-11-25.json',
        value: {
          ...file('one', ''),
          taken: '2026-11-25',
          name: 'Shop',
          agreed: true,
          responses: {
            split: { answer: 'low', evidence: 'Stays disputed. see the log' },
            same: { not_applicable: '' },
            few: { dont_know: true, evidence: 'Stays disputed.' },
          },
        },
      },
    ])
  })
})

describe('share codes in what was pasted', () => {
  const CODE = '1.four-stages.1.0.0.0aZ9'

  /** @type {[string, string, string[]][]} */
  const CASES = [
    ['a link', `https://example.org/cx/assess/four-stages/#a=${CODE}`, [CODE]],
    ['a code', ` ${CODE}\n`, [CODE]],
    ['a mail', `Hi,\nmine: <https://x.org/#a=${CODE}>, and (https://x.org/#a=${CODE}1).\nBye`, [CODE, `${CODE}1`]],
    ['the same twice', `${CODE} ${CODE}`, [CODE]],
    ['a mark written otherwise', `https://x.org/assess/%23a%3D${CODE}`, [CODE]],
    ['a mark written twice otherwise', `https://x.org/assess/%2523a%253D${CODE}`, [CODE]],
    ['entities of HTML', `https://x.org/assess/&#35;a&#61;${CODE}&quot;`, [CODE]],
    ['quoted-printable', `https://x.org/assess/#a=3D${CODE}`, [CODE]],
    ['a link that is followed by more', `https://x.org/#a=${CODE}&utm_source=mail`, [CODE]],
    ['links and a code in their order', `${CODE}3 https://x.org/#a=${CODE}2\n${CODE}1`, [`${CODE}3`, `${CODE}2`, `${CODE}1`]],
    ['a link over two lines', `https://x.org/#a=${CODE}\nbcd\n\nBye, Ann`, [`${CODE}\nbcd`]],
    ['a link over three lines of an answer', `> <https://x.org/#a=${CODE}=\r\n> bcd=\r\n> ef>`, [`${CODE}\nbcd\nef`]],
    ['a link before a name', `https://x.org/#a=${CODE}\nAnn`, [`${CODE}\nAnn`]],
    ['a link before more than a word', `https://x.org/#a=${CODE}\nsee you`, [CODE]],
    ['a cut link', 'https://x.org/#a=1.four-st', ['1.four-st']],
    ['a link cut at its mark', 'https://x.org/#a=', ['']],
    ['no link', 'See you at 10.30. Ann', []],
    ['nothing', '', []],
  ]
  for (const [what, text, codes] of CASES) test(what, () => assert.deepEqual(codesIn(text), codes))
})
