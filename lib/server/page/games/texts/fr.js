/** What the games say in French, by key; `{name}` stands for a value. */
export default {
  "start": "Commencer",
  "fool-about":
    "Dessinez des chiffres que les gens lisent et que le réseau ne lit pas. S’il lit autre chose, {wrong} points ; s’il n’est pas sûr, {doubt}. {rounds} chiffres sont demandés ; {winning} points gagnent.",
  "fool-task": "Dessinez un {digit} qu’il ne lit pas",
  "fool-so-far": "Chiffre {round} sur {rounds}, points : {points}",
  "done": "Terminé",
  "draw-first": "Dessinez d’abord quelque chose.",
  "reads": "Il lit : {read}",
  "is-it": "Il lit « {read} ». Quelqu’un à côté de vous lirait-il {digit} ?",
  "yes": "Oui",
  "no": "Non",
  "fool-seen": "{digit} a été lu « {read} ». Points : {points}.",
  "fool-won": "Vous l’avez trompé : {points} points sur {most}",
  "fool-lost": "Il ne s’est pas laissé tromper : {points} points sur {most}",
  "ten-about":
    "Écrivez chaque chiffre demandé. Dès qu’il est lu, le suivant vient. L’horloge part de {seconds} secondes.",
  "ten-task": "Écrivez un {digit}",
  "later": "Celui-ci plus tard",
  "left": "Reste {seconds} s",
  "ten-won": "Dix chiffres en {seconds} s",
  "ten-lost": "{count} chiffres sur 10 en {seconds} s",
  "round-read": "{asked} a été lu {read}",
  "again": "Rejouer",
  "save": "Enregistrer l’image",
  "share": "Partager l’image",
  "no-reader":
    "Ce qui lit sur cet appareil n’a pas pu démarrer : on ne peut pas jouer ici. Fermez le jeu et réessayez.",
};
