// A link to somebody's answers whose # a mailer or a chat has written as %23 leads to an address that is nowhere: it goes on to where
// it was meant to lead.

{
  const [page, code] = location.href.split(/%(?:25)*23a(?:=|%(?:25)*3d)/i)
  if (code) location.replace(`${page}#a=${code}`)
}
