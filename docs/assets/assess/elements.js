// Elements made of text: whatever a text holds, it stays text.

export function element(name, attributes = {}, ...children) {
  const result = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) result.setAttribute(key, value)
  result.append(...children)
  return result
}

export function button(text, onClick) {
  const result = element('button', { type: 'button', class: 'cx-tool' }, text)
  result.addEventListener('click', onClick)
  return result
}
