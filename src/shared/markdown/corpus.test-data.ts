/** Markdown as models write it, and as they write it wrongly. */
export const corpus: readonly { readonly name: string; readonly markdown: string }[] = [
  {
    name: 'an answer with code',
    markdown:
      'Because a change is first written to a *separate* file, the **write-ahead log**.\n\n```sql\nPRAGMA journal_mode = WAL;\n\n-- done\n```\n\nThe pragma is `synchronous`.\n',
  },
  {
    name: 'lists in lists',
    markdown:
      '1. First\n   - inner **a**\n   - inner b\n\n     with a paragraph\n2. Second\n\n- [ ] open task\n- [x] done task\n\n* other bullets\n+ and others\n\nEnd.\n',
  },
  {
    name: 'tables',
    markdown:
      'Here:\n\n| Name | Price | `x` |\n|:-----|------:|:---:|\n| a \\| b | $5 | **1** |\n| c | $6 |\n\nAfter\n| not | yet |\n|-|-|\n| a |\ntext\n',
  },
  {
    name: 'math',
    markdown:
      'Inline $a_1 + b$ and \\(c\\), prices $5 and $6.\n\n$$\n\\int_0^1 x\\,dx = \\frac{1}{2}\n$$\n\nSo:\n\\[\nx - y\n- z\n\\]\n\n$$ open\n\nend\n',
  },
  {
    name: 'references and footnotes',
    markdown:
      'See [one], [two][2] and note[^1].\n\n- item with [one]\n\n> quote\nlazy\n\n[one]: https://example.com/1 "One"\n[2]: <https://example.com/2>\n\n[^1]: A note.\n',
  },
  {
    name: 'fences of all kinds',
    markdown:
      '~~~python title="x"\nprint("```")\n~~~\n\n````md\n```js\n1\n```\n````\n\n- in a list\n  ```sh\n  ls\n  ```\n\n    indented\n\n    code\n\n```\nnever closed\n\n# not a heading',
  },
  {
    name: 'headings and rules',
    markdown: '# One\n## Two ##\nText\n===\nOther\n---\n\n---\n***\n####### seven\n#\n#x\n\nEnd\n-\n',
  },
  {
    name: 'HTML as text',
    markdown:
      '<details>\n<summary>More</summary>\n\nInside **bold** <b>tag</b> <!-- c --> &lt;x&gt; &copy; &#x41;\n\n</details>\n\n<script>\nalert(1)\n\n</script>\n\n<!-- open\n\nlong\n',
  },
  {
    name: 'marks that do not close',
    markdown:
      'a **b *c `d [e](f ![g](h <i ~~j~~ ***k*** __l__ _m_\n\n**\n\n*\n\n`\n\n[\n\n](\n\n||\n\n|--|\n',
  },
  {
    name: 'scripts and directions',
    markdown: '漢字**太字**です。\n\nمرحبا *بالعالم* `كود`\n\n👩‍👩‍👧‍👦 e\u0301 \u202ertl\u202c\r\n\r\nlast\r\n',
  },
];
