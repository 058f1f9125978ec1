/** What the games say in Spanish, by key; `{name}` stands for a value. */
export default {
  "start": "Empezar",
  "fool-about":
    "Dibuja cifras que la gente lea y la red no. Si lee otra cosa, {wrong} puntos; si no está segura, {doubt}. Se piden {rounds} cifras; con {winning} puntos ganas.",
  "fool-task": "Dibuja un {digit} que no lea",
  "fool-so-far": "Cifra {round} de {rounds}, puntos: {points}",
  "done": "Listo",
  "draw-first": "Dibuja algo primero.",
  "reads": "Lee: {read}",
  "is-it": "Lee «{read}». ¿Alguien a tu lado leería eso como {digit}?",
  "yes": "Sí",
  "no": "No, nadie",
  "fool-seen": "El {digit} se leyó como «{read}». Puntos: {points}.",
  "fool-won": "La engañaste: {points} de {most} puntos",
  "fool-lost": "No se dejó engañar: {points} de {most} puntos",
  "ten-about":
    "Escribe cada cifra que se pide. Cuando se ha leído, viene la siguiente. El reloj empieza en {seconds} segundos.",
  "ten-task": "Escribe un {digit}",
  "later": "Esta más tarde",
  "left": "Quedan {seconds} s",
  "ten-won": "Diez cifras en {seconds} s",
  "ten-lost": "{count} de 10 cifras en {seconds} s",
  "round-read": "{asked} se leyó como {read}",
  "again": "Jugar otra vez",
  "save": "Guardar la imagen",
  "share": "Compartir la imagen",
  "no-reader":
    "Lo que lee en este dispositivo no se pudo iniciar, así que aquí no se puede jugar. Cierra el juego e inténtalo otra vez.",
};
