(function () {
  var table = document.getElementById('daftar'), box = document.getElementById('saring');
  var words = JSON.parse(document.getElementById('kata').textContent);
  var rows = [].slice.call(table.querySelectorAll('tbody tr'));
  var groups = [].slice.call(table.tBodies);
  function field(label, kind) {
    var outer = document.createElement('label'), inner = document.createElement(kind);
    outer.appendChild(document.createTextNode(label));
    outer.appendChild(inner);
    box.appendChild(outer);
    inner.addEventListener(kind === 'input' ? 'input' : 'change', apply);
    return inner;
  }
  function options(list, texts) {
    texts.forEach(function (pair) {
      var option = document.createElement('option');
      option.value = pair[0];
      option.textContent = pair[1];
      list.appendChild(option);
    });
  }
  function distinct(value, text) {
    var seen = {};
    rows.forEach(function (row) { seen['k' + value(row)] = [value(row), text(row)]; });
    return [['', words.all]].concat(Object.keys(seen).map(function (key) { return seen[key]; }));
  }
  function kindOf(row) { return row.className.split(' ')[0]; }
  function formOf(row) { return row.querySelector('i').textContent; }
  var kind = field(words.severity, 'select'), form = field(words.form, 'select');
  var search = field(words.search, 'input'), order = field(words.sort, 'select');
  var said = document.createElement('p');
  said.setAttribute('aria-live', 'polite');
  box.appendChild(said);
  options(kind, distinct(kindOf, function (row) { return row.querySelector('span').textContent; }));
  options(form, distinct(formOf, formOf));
  options(order, [['', words.as_listed], ['form', words.by_form]]);
  function apply() {
    var text = search.value.toLowerCase(), shown = 0;
    rows.forEach(function (row) {
      var fits = (!kind.value || kindOf(row) === kind.value) && (!form.value || formOf(row) === form.value);
      row.hidden = !(fits && row.textContent.toLowerCase().indexOf(text) >= 0);
      shown += row.hidden ? 0 : 1;
    });
    sorted().forEach(function (group) {
      group.hidden = [].every.call(group.rows, function (row) { return row.hidden; });
      table.appendChild(group);
    });
    said.textContent = words.shown.replace('{n}', shown).replace('{total}', rows.length);
  }
  function sorted() {
    if (!order.value) { return groups; }
    return groups.map(function (group, place) { return [formOf(group.rows[0]), place, group]; })
      .sort(function (a, b) { return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]; })
      .map(function (entry) { return entry[2]; });
  }
  document.addEventListener('click', function (event) {
    var link = event.target.getAttribute && event.target.getAttribute('href');
    var row = link && link.charAt(0) === '#' && document.getElementById(link.slice(1));
    if (row && row.hidden) { kind.value = form.value = search.value = ''; apply(); }
  });
  apply();
}());
