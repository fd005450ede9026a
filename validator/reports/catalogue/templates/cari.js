(function () {
  var box = document.getElementById('saring'), list = document.getElementById('daftar-katalog');
  var sections = [].map.call(list.querySelectorAll('section'), function (section) {
    var title = section.querySelector('h2,h3').textContent;
    return [section, [].map.call(section.querySelectorAll('li'), function (item) {
      return [item, (title + ' ' + item.textContent + ' ' + item.getAttribute('data-k')).toLowerCase()];
    })];
  });
  function field(label, kind) {
    var outer = document.createElement('label'), inner = document.createElement(kind);
    outer.appendChild(document.createTextNode(label));
    outer.appendChild(inner);
    box.appendChild(outer);
    inner.addEventListener(kind === 'input' ? 'input' : 'change', apply);
    return inner;
  }
  var search = field('Cari aturan, isian atau formulir', 'input'), kind = field('Tingkat', 'select');
  search.type = 'search';
  [['', 'semua'], ['error', 'Galat'], ['warning', 'Peringatan'], ['info', 'Info']].forEach(function (pair) {
    var option = document.createElement('option');
    option.value = pair[0];
    option.textContent = pair[1];
    kind.appendChild(option);
  });
  var said = document.createElement('p');
  said.setAttribute('aria-live', 'polite');
  box.appendChild(said);
  function apply() {
    var words = search.value.toLowerCase().split(/\s+/), shown = 0, total = 0;
    sections.forEach(function (section) {
      var left = section[1].filter(function (pair) {
        var fits = (!kind.value || pair[0].className === kind.value) && words.every(function (word) {
          return pair[1].indexOf(word) >= 0;
        });
        pair[0].hidden = !fits;
        return fits;
      }).length;
      section[0].hidden = !left;
      shown += left;
      total += section[1].length;
    });
    said.textContent = shown + ' dari ' + total + ' aturan dan formulir ditampilkan';
  }
  apply();
}());
