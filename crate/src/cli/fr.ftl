### Les mots de la ligne de commande.

## Ce qui n’a pas pu être fait

CLI-002 = { $cause ->
    [absent] { $name } n’existe pas.
    [denied] Vous n’avez pas le droit de lire { $name }.
    [folder] { $name } est un dossier, pas un fichier.
   *[other] { $name } ne peut pas être lu ({ $detail }).
}
    .fix = Vérifiez le chemin et vos droits, puis recommencez.
CLI-003 = { $name } ne contient aucun certificat d’autorité lisible.
    .fix = Indiquez avec --trust un fichier de certificats, au format PEM ou DER.
CLI-004 = { $name } a changé pendant sa lecture.
    .fix = Attendez que le fichier soit complet, puis recommencez.
CLI-005 = { $name } existe déjà. Rien n’a été écrit.
    .fix = Choisissez un autre nom avec -o, ou ajoutez --force pour le remplacer.
CLI-006 = { $cause ->
    [absent] { $name } ne peut pas être écrit : son dossier n’existe pas.
    [denied] Vous n’avez pas le droit d’écrire { $name }.
    [folder] { $name } est un dossier : il ne peut pas être remplacé par un fichier.
    [full] { $name } ne peut pas être écrit : il n’y a plus de place.
   *[other] { $name } ne peut pas être écrit ({ $detail }).
}
    .fix = Vérifiez le chemin, vos droits et la place libre, puis recommencez.
CLI-007 = Personne ne lit plus la sortie.
    .fix = Recommencez.
CLI-008 = Aucun élément de { $name } ne porte l’identifiant « { $id } ».
    .fix = Vérifiez l’identifiant : majuscules et minuscules comptent, et l’attribut s’appelle Id.
CLI-009 = L’horloge de cet ordinateur ne donne pas une date qui puisse être écrite dans une signature.
    .fix = Faites-la corriger, ou indiquez la date et l’heure avec --at.
CLI-010 = { $name } contient plusieurs clés qui peuvent signer. Ce sont : { $candidates }.
    .fix = Indiquez laquelle avec --key : son numéro de série, le début de son empreinte SHA-256 ou le nom du titulaire.
CLI-011 = Aucune clé de { $name } n’est « { $key } ». Il contient : { $candidates }.
    .fix = Indiquez avec --key un numéro de série, le début d’une empreinte SHA-256 ou le nom d’un titulaire.
CLI-012 = { $name } ne contient aucun certificat lisible.
    .fix = Choisissez un fichier .p12, .pfx, .cer, .crt, .pem ou .p7b.
CLI-013 = Plusieurs éléments de { $name } portent l’identifiant « { $id } » ; seul le premier a été écrit.
    .fix = Un identifiant ne doit se trouver qu’une fois dans un fichier.

## Appels mal écrits

usage-help = pes-signer --help décrit les commandes et leurs options.
usage-no-command = Il manque la commande : inspect, sign, verify, certificate ou c14n.
usage-unknown-command = La commande « { $command } » n’existe pas : ce sont inspect, sign, verify, certificate et c14n.
usage-no-file = Il manque le fichier à lire (« - » pour l’entrée standard).
usage-unknown-option = L’option { $option } n’existe pas pour cette commande.
usage-missing-option = Il manque l’option { $option }.
usage-repeated-option = L’option { $option } figure deux fois.
usage-missing-value = L’option { $option } attend une valeur.
usage-unexpected-value = L’option { $option } n’attend pas de valeur.
usage-unexpected-argument = « { $value } » est de trop : la commande lit un seul fichier.
usage-not-text = La valeur de { $option } n’est pas un texte lisible.
usage-wrong-value = L’option { $option } attend { $allowed }, et non « { $value } ».
usage-prefixes = L’option --inclusive-prefixes ne va qu’avec le mode exclusive, pas avec { $mode }.

## sign

cli-repaired = Le flux est corrigé dans le fichier signé. L’original n’est pas modifié.
cli-candidate = { $name } (numéro { $serial }, délivré par { $issuer }, valable jusqu’au { $date })
cli-other-identity = Le fichier de certificat contient aussi celui de { $name } ; il ne sert pas.
cli-signed = { $scope ->
    [file] Signé et vérifié : le fichier entier, au nom de { $name }, { $role }, à { $city }, le { $time }.
   *[bordereaux] { $count ->
        [one] Signé et vérifié : { $count } bordereau, au nom de { $name }, { $role }, à { $city }, le { $time }.
       *[other] Signé et vérifié : { $count } bordereaux, au nom de { $name }, { $role }, à { $city }, le { $time }.
    }
}

## inspect

cli-label-name = Nom interne
cli-label-type = Type
cli-label-date = Date
cli-label-body = Collectivité
cli-label-siret = SIRET
cli-label-code = Code
cli-label-budget = Budget
cli-label-office = Poste
cli-label-file = Fichier
cli-label-contents = Contenu
cli-depense = Dépense
cli-recette = Recette
cli-bordereaux = Bordereaux
cli-bordereau-signed = signé
cli-findings = Remarques
cli-repairable = Corrigé à la signature avec --repair.
cli-pieces = { $pieces ->
    [one] { $pieces } pièce
   *[other] { $pieces } pièces
}
cli-contents = { $pieces ->
    [one] { $pieces } pièce
   *[other] { $pieces } pièces
}, { $attachments ->
    [0] aucune pièce jointe
    [one] { $attachments } pièce jointe
   *[other] { $attachments } pièces jointes
}
cli-total = { $count ->
    [one] { $count } bordereau, { $amount } HT
   *[other] { $count } bordereaux, { $amount } HT
}
cli-to-sign = { $scope ->
    [nothing] Rien ne peut être signé tel quel.
    [file] À signer : le fichier entier.
   *[bordereaux] { $count ->
        [one] À signer : { $count } bordereau.
       *[other] À signer : { $count } bordereaux, chacun pour soi.
    }
}
cli-label-software = Logiciel
cli-label-sha256 = SHA-256
cli-attachments = Pièces jointes
cli-bordereau-signed-by = signé par { $name }
cli-bordereau-sums = { $type } ; d’après les lignes : { $total } HT, { $tax } de TVA, { $all } TTC
cli-with-tax = { $amount } TTC
cli-declared-pieces = Pièces annoncées
cli-labelled = { $label } : { $value }
cli-more = … et { $count } de plus
cli-position = Ligne { $line }, colonne { $column }.
cli-more-findings = … et { $count } autres remarques { $code }.
cli-changes = Ce que --repair changerait

## certificate

cli-label-surname = Nom
cli-label-given-name = Prénom

## verify

cli-verdict-valid = { $count ->
    [one] { $name } : la signature est intacte.
   *[other] { $name } : les { $count } signatures sont intactes.
}
cli-verdict-broken = { $count ->
    [one] { $name } : la signature n’est pas intacte.
   *[other] { $name } : parmi { $count } signatures, l’une au moins n’est pas intacte.
}
cli-verdict-forbidden = { $count ->
    [one] { $name } : la signature est intacte, mais elle serait refusée.
   *[other] { $name } : les { $count } signatures sont intactes, mais elles seraient refusées.
}
cli-verdict-unsigned = { $name } : ce fichier n’est pas signé.
cli-signature-intact = Signature { $number } { $id } : intacte
cli-signature-broken = Signature { $number } { $id } : ne correspond pas au contenu
cli-covers-file = le fichier entier
cli-covers-nothing = aucun élément reconnu ({ $target })
cli-not-said = non indiqué
cli-label-covers = Porte sur
cli-label-signer = Signataire
cli-label-issuer = Délivré par
cli-label-time = Date
cli-label-role = Qualité
cli-label-place = Lieu
cli-label-policy = Politique
cli-label-validity = Valable
cli-validity = { $from } au { $until }
cli-label-authority = Autorité
cli-not-intact = Ne tient pas
cli-uncovered = Bordereaux non signés
