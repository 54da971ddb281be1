// A citizen's own phone keeps what found no network (js/phone/worker.js). The page itself comes first.
modules.phone = function (place) {
  var saving = navigator.connection && navigator.connection.saveData;
  if (!navigator.serviceWorker || saving) return;
  addEventListener("load", function () {
    setTimeout(function () {
      navigator.serviceWorker.register(place.getAttribute("data-worker")).then(function (found) {
        if (found.active) found.active.postMessage("kirim");
      }).catch(function () {});
    }, 1000);
  });
};
// Says when what was kept has been sent.
modules.sent = function (place) {
  function ask() {
    if (navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage("kirim");
  }
  function show(state) {
    Array.prototype.forEach.call(place.querySelectorAll("[data-state]"), function (part) {
      part.hidden = part.getAttribute("data-state") !== state;
    });
  }
  navigator.serviceWorker.addEventListener("message", function (event) {
    if (!event.data.waiting) show(event.data.refused ? "refused" : "sent");
  });
  addEventListener("online", ask);
  setInterval(ask, 10000);
  ask();
};
