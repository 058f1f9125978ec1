/** What the games say in German, by key; `{name}` stands for a value. */
export default {
  "start": "Los",
  "fool-about":
    "Zeichne Ziffern, die Menschen lesen und das Netz nicht. Liest es etwas anderes: {wrong} Punkte; ist es nicht sicher: {doubt}. Gefragt sind {rounds} Ziffern; {winning} Punkte gewinnen.",
  "fool-task": "Zeichne eine {digit}, die es nicht liest",
  "fool-so-far": "Ziffer {round} von {rounds}, Punkte: {points}",
  "done": "Fertig",
  "draw-first": "Zeichne erst etwas.",
  "reads": "Gelesen: {read}",
  "is-it": "Gelesen: „{read}“. Würde jemand neben dir das als {digit} lesen?",
  "yes": "Ja",
  "no": "Nein",
  "fool-seen": "{digit} wurde als „{read}“ gelesen. Punkte: {points}.",
  "fool-won": "Reingelegt: {points} von {most} Punkten",
  "fool-lost": "Es fiel nicht darauf herein: {points} von {most} Punkten",
  "ten-about":
    "Schreib jede Ziffer, die verlangt wird. Ist sie gelesen, kommt die nächste. Die Uhr beginnt bei {seconds} Sekunden.",
  "ten-task": "Schreib eine {digit}",
  "later": "Diese später",
  "left": "Noch {seconds} s",
  "ten-won": "Zehn Ziffern in {seconds} s",
  "ten-lost": "{count} von 10 Ziffern in {seconds} s",
  "round-read": "{asked} wurde als {read} gelesen",
  "again": "Noch einmal",
  "save": "Bild speichern",
  "share": "Bild teilen",
  "no-reader":
    "Was auf diesem Gerät liest, ließ sich nicht starten; hier kann niemand spielen. Schließ das Spiel und versuch es noch einmal.",
};
