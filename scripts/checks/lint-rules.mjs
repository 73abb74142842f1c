// Rules of the house that the linter does not bring.

const forbidden = new Set(['innerHTML', 'outerHTML', 'srcdoc']);

/** Text of a model never becomes HTML: `dangerouslySetInnerHTML` is forbidden by `react/no-danger`, assignments here. */
const noHtmlFromText = {
  create: (context) => ({
    AssignmentExpression(node) {
      const { left } = node;
      if (left.type !== 'MemberExpression') return;
      const name = left.computed ? left.property.value : left.property.name;
      if (forbidden.has(name)) context.report({ node, message: 'Text of a model never becomes HTML.' });
    },
  }),
};

export default { meta: { name: 'parley' }, rules: { 'no-html-from-text': noHtmlFromText } };
