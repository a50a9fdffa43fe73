// Think first: a question whose answer the widget is about to show.
//
//   live.append(WbmWidgets.predict({
//     question: 'Is 0.1 held exactly?',
//     options: ['yes', 'no'],
//     right: () => 1,                       // asked when the reader answers
//     told: (chosen, right) => 'No: …',     // said then
//     shown: [toolbar, facts],              // hidden until then
//   }));
//
// "Show me" answers without a guess. What is shown once stays.
'use strict';

WbmWidgets.predict = (() => {
  const {make} = WbmWidgets;
  let groups = 0;

  return function predict({question, options, right, told, shown}) {
    const name = `prediction-${++groups}`;
    const verdict = make('output', {class: 'widget-verdict',
                                    'aria-live': 'polite'});
    const fields = make('fieldset', {class: 'widget-predict'},
                        make('legend', {}, `Before you look: ${question}`));

    function answer(chosen) {
      const truth = right();
      for (const part of shown) part.hidden = false;
      const guess = chosen === null ? '' :
          chosen === truth ? 'Right. ' : 'Not so. ';
      verdict.textContent = guess + told(chosen, truth);
      skip.remove();
      fields.dataset.state = 'answered';
    }

    options.forEach((option, i) => {
      const choice = make('input', {
        type: 'radio', name, value: i, onchange: () => answer(i),
      });
      fields.append(make('label', {class: 'widget-option'}, choice, option));
    });
    const skip = make('button', {
      type: 'button', class: 'widget-button', onclick: () => answer(null),
    }, 'Show me');
    fields.append(skip, verdict);
    for (const part of shown) part.hidden = true;
    return fields;
  };
})();
