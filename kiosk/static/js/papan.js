// A screen nobody touches: it is loaded anew every five minutes, once the server has answered.
modules.papan = function () {
  setInterval(function () {
    fetch(location.href, { cache: "no-store" }).then(function (answer) {
      if (answer.ok) location.reload();
    }, function () {});
  }, 300000);
};
