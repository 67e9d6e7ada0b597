// Where an address that is nowhere leads on to.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import vm from 'node:vm'

const SCRIPT = readFileSync(new URL('../../docs/assets/lost/lost.js', import.meta.url), 'utf8')

/** Where the page that says that there is none leads on to. @param {string} address @param {string} [root] */
function led(address, root = '/CX/') {
  let to = ''
  const { origin, pathname, search, hash, href } = new URL(address, 'https://example.org')
  const location = { origin, pathname, search, hash, href, replace: (/** @type {string} */ where) => (to = new URL(where).href.replace(origin, '')) }
  vm.runInNewContext(SCRIPT, { location, URL, document: { currentScript: { src: `https://example.org${root}assets/lost/lost.1a2b.js` } } })
  return to
}

describe('an address that is nowhere', () => {
  for (const [from, to] of [
    ['/CX/assess/four-stages/%23a=1.x.AbC', '/CX/assess/four-stages/#a=1.x.AbC'],
    ['/CX/assess/four-stages/%2523A%3D1.x.AbC', '/CX/assess/four-stages/#a=1.x.AbC'],
    ['/CX/assess/four-stages/&#35;a=1.x.AbC', '/CX/assess/four-stages/#a=1.x.AbC'],
    ['/CX/assess/four-stages/&num;a&equals;1.x.AbC', '/CX/assess/four-stages/#a=1.x.AbC'],
    ['/CX/Assess/Four-Stages/#a=1.x.AbC', '/CX/assess/four-stages/#a=1.x.AbC'],
    ['/CX/ASSESS/FOUR-STAGES/%23a=1.x.AbC', '/CX/assess/four-stages/#a=1.x.AbC'],
    ['/CX/assess/four-stages/).', '/CX/assess/four-stages/'],
    ['/CX/assess/four-stages/%E2%80%9D', '/CX/assess/four-stages/'],
    ['/CX/assess/four-stages/>?utm_source=post', '/CX/assess/four-stages/?utm_source=post'],
  ]) test(`goes on from ${from}`, () => assert.equal(led(String(from)), to))

  test('leads nowhere else where it is as ours are, and does not go round in circles', () => {
    for (const address of ['/CX/assess/no-such-model/', '/CX/a/b', '/CX/%C3%A9a/', '/CX/100%25a/', '/CX/%C3/']) {
      const to = led(address)
      assert.equal(to && led(to), '', address)
    }
    assert.equal(led('/assess/nothing/', '/'), '')
    assert.equal(led('/Assess/', '/'), '/assess/')
  })
})
