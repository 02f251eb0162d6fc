### Les mots de la page. Une variable est écrite { $nom } ; « .fix » dit quoi faire.
### Les montants, dates et tailles arrivent déjà mis en forme ; $count, $files et $bordereaux sont des nombres.

## La page

page-title = Signer et envoyer un PES
page-heading = Signer et envoyer un PES
page-description = Signe un flux PES dans le navigateur et l’envoie à S2low, sans rien installer.
page-skip = Aller au contenu
page-language = Langue
page-promise = Seul le fichier signé quitte cet ordinateur, à destination de S2low. Votre clé et son mot de passe y restent.
page-independent = PES Signer, logiciel libre, n’est pas un service de l’État.
page-version = Version { $version }
page-licences = Licences
accessibility = Accessibilité : non conforme, faute d’audit
accessibility-text = Cette page est faite pour servir au clavier, avec un lecteur d’écran, agrandie à 400 %, en clair et en sombre ; des contrôles automatiques y veillent à chaque version. Aucun audit RGAA ne l’a encore confirmé, d’où cette mention. Si quelque chose vous gêne, dites-le à la personne qui gère S2low pour votre collectivité ; faute de réponse, vous pouvez saisir le Défenseur des droits.
update-text = Une nouvelle version de cette page est prête. Elle sera là à la prochaine ouverture, ou dès maintenant : un envoi en cours va d’abord à son terme, et les fichiers choisis sont à choisir de nouveau.
update-now = Mettre à jour
fault-heading = La page s’est arrêtée
fault-text = C’est une faute du programme, ni la vôtre, ni celle de vos fichiers. Rechargez la page : ce qu’elle a gardé dans ce navigateur, fichiers signés et suivi, s’y retrouve.
fault-reload = Recharger la page
fault-copy = Copier le rapport
fault-copied = Le rapport est copié.
fault-report = Rapport pour la personne qui vous aide
fault-report-help = Il dit où le programme s’est arrêté. Rien de vos fichiers, de votre certificat ni de vos mots de passe n’y figure.

## Ce que la page est en train de faire (annoncé à voix haute)

status-loading = Chargement du module de signature…
status-start = Choisissez un fichier PES pour commencer.
status-reading = Lecture de { $name }…
status-needs-certificate = { $files ->
    [one] Le fichier est lu. Ouvrez maintenant le certificat du signataire.
   *[other] Les { $files } fichiers sont lus. Ouvrez maintenant le certificat du signataire.
}
status-needs-file = Le certificat de { $name } est ouvert. Choisissez maintenant un fichier PES.
status-needs-place = Indiquez la qualité du signataire et le lieu de signature.
status-blocked = { $files ->
    [one] Un fichier ne peut pas être signé tel quel. Ce qu’il faut corriger est indiqué dessous.
   *[other] { $files } fichiers ne peuvent pas être signés tels quels. Ce qu’il faut corriger est indiqué dessous.
}
status-ready = { $files ->
    [one] Le fichier peut être signé
   *[other] { $files } fichiers peuvent être signés
}. Vérifiez le contenu, les remarques et le nom du signataire, puis signez.
status-ready-signed = Le fichier est déjà signé. Il est prêt à partir tel quel.
status-repaired = { $name } est corrigé. La correction sera dans le fichier signé ; votre fichier d’origine n’est pas modifié.
status-opening-certificate = Ouverture du certificat…
status-certificate-open = Certificat ouvert : { $name }.
status-certificate-choice = Le fichier est ouvert. Choisissez le signataire.
status-certificate-forgotten = Le certificat est oublié. Il ne reste rien de lui dans cette page ni dans ce navigateur.
status-certificate-not-forgotten = Le navigateur n’a pas pu effacer ce certificat. Effacez les données de ce site dans les réglages du navigateur.
status-sealing = Confirmez sur l’ordinateur : code PIN, empreinte ou visage. Il les demandera ensuite à chaque signature.
status-unsealing = Confirmez sur l’ordinateur que c’est bien vous qui signez : code PIN, empreinte ou visage.
status-making-key = Création de la clé…
status-request-made = La demande au nom de { $name } est prête : téléchargez-la, puis remettez-la à votre autorité.
status-signing = Signature de { $name }…
status-verifying = Vérification de { $name }, relu depuis le début…
status-sending = Envoi de { $name } à S2low…
status-signed = { $files ->
    [one] Le fichier est signé et vérifié. Vous pouvez le télécharger, ou l’envoyer.
   *[other] Les { $files } fichiers sont signés et vérifiés. Vous pouvez les télécharger, ou les envoyer.
}
status-offline = { $files ->
    [one] Le fichier est signé et vérifié. Il partira dès que le réseau sera revenu.
   *[other] Les { $files } fichiers sont signés et vérifiés. Ils partiront dès que le réseau sera revenu.
}
status-sent = { $files ->
    [one] Le fichier est signé et envoyé à S2low.
   *[other] Les { $files } fichiers sont signés et envoyés à S2low.
}
status-not-kept = Ce navigateur n’a pas pu garder { $name } : téléchargez le fichier signé avant de fermer la page.
status-not-erased = Ce navigateur n’a pas pu effacer le journal. Effacez les données de ce site dans les réglages du navigateur.
status-cancelled = L’envoi est annulé. Le fichier signé est gardé ici.
status-verify-reading = Contrôle de { $name }…
status-verify-done = Le contrôle de { $name } est terminé.
status-language = La page est en français.
status-language-unreachable = Les mots de l’anglais n’ont pas pu être chargés. La page reste en français.

## S2low : état de la connexion

s2low-connection-unknown = S2low : connexion en cours
s2low-connection-connected = S2low : connecté, { $body }
s2low-connection-connected-unnamed = S2low : connecté
s2low-connection-signed-out = S2low : non connecté
s2low-connection-unreachable = S2low : ne répond pas
s2low-connection-offline = S2low : pas de réseau
s2low-connection-elsewhere = S2low : dans un autre onglet
s2low-connection-not-rgs = S2low : { $body }, certificat de connexion non RGS
s2low-form-heading = Connexion à S2low
s2low-form-why = Plusieurs comptes S2low partagent le certificat de connexion de ce navigateur. Dites lequel est le vôtre. Rien n’est gardé après la fermeture de la page.
s2low-form-name = Identifiant S2low
s2low-form-password = Mot de passe S2low
s2low-form-error = S2low ne connaît pas cet identifiant avec ce mot de passe. Ce n’est pas le mot de passe du certificat.
s2low-form-submit = Se connecter à S2low
s2low-login = Se connecter

## 1 Fichiers

files-heading = Fichiers
files-label = Fichiers PES
files-help = Déposez-les ici, ou choisissez-les sur cet ordinateur.
files-help-more = Pour en ajouter, déposez-les ici ou choisissez-les.
files-choose = Choisir…
files-demonstration = Essayer avec un fichier de démonstration
first-help = Avant votre premier envoi
first-help-treasury = Prévenez votre trésorerie avant le premier essai : elle doit admettre les flux signés de votre collectivité.
first-help-software = Dans votre logiciel de comptabilité, cochez « Fichier à signer » avant de générer le flux. Sans cela, la trésorerie refuserait un flux signé.
first-help-certificate = Munissez-vous du certificat de l’ordonnateur qui signe : un fichier .p12 ou .pfx, et son mot de passe. La DGFiP en délivre un gratuitement à chaque ordonnateur (le comptable de votre trésorerie vous dit où) ; il ne sert qu’à signer les PES. Un autre certificat de signature, RGS ou eIDAS, convient s’il est dans un fichier.
files-none = Aucun fichier choisi
files-remove = Retirer
files-unfold = Détail
files-unfold-label = Détail de { $name }
files-column-file = Fichier
files-column-totals = Montants
files-column-state = État
files-remove-label = Retirer { $name }
files-budget = Budget { $budget }
files-year = Exercice { $year }
files-reading-progress = { $percent } %, { $done } sur { $total }
files-reading-label = Lecture de { $name }
files-state-chosen = En attente de lecture
files-state-reading = Lecture en cours
files-state-ready = Prêt à signer
files-state-attention = Prêt à signer, à vérifier
files-state-refused = Serait refusé
files-state-blocked = Ne peut pas être signé
files-state-signed-already = Déjà signé, prêt à envoyer
files-state-signing = Signature en cours
files-state-signed = Signé
files-state-sending = Envoi en cours
files-state-sent = Envoyé
files-attachments = { $count ->
    [0] Aucune pièce jointe
    [one] { $count } pièce jointe
   *[other] { $count } pièces jointes
}
files-error-title = Ce fichier ne peut pas être lu
files-error-unreadable = { $name } n’est plus lisible. Il a été déplacé, renommé ou modifié depuis que vous l’avez choisi.
    .fix = Choisissez-le à nouveau. Si c’est un dossier, choisissez plutôt les fichiers qu’il contient.
files-error-changed = { $name } a changé depuis sa lecture.
    .fix = Choisissez-le à nouveau pour que la page relise ce que vous signez.
files-error-empty = { $name } est vide (0 octet).
    .fix = Générez le flux à nouveau dans votre logiciel de comptabilité, puis choisissez le nouveau fichier.
files-error-listed = { $name } est déjà dans la liste.
    .fix = Il n’y a rien à faire : le fichier est lu une seule fois.
files-error-too-many = { $name } et les suivants ne sont pas dans la liste : elle a déjà { $limit } fichiers.
    .fix = Signez ceux-ci, retirez-les, puis choisissez les suivants.
files-error-demonstration = Le fichier de démonstration n’a pas pu être téléchargé.
    .fix = Vérifiez la connexion au réseau, puis réessayez.
files-error-not-xml = { $name } n’est pas un fichier PES : la page attend un fichier XML produit par votre logiciel de comptabilité.
    .fix = Cherchez le fichier exporté par ce logiciel, dont le nom finit en général par .xml.
files-error-archive = { $name } est une archive compressée.
    .fix = Ouvrez l’archive, extrayez les fichiers PES, puis choisissez-les ici.

## Ce que dit un fichier

domain-depense = Dépense
domain-recette = Recette
domain-marche = Marché
domain-facture = Facture
totals-count-depense = { $bordereaux ->
    [one] { $bordereaux } bordereau
   *[other] { $bordereaux } bordereaux
}, { $count ->
    [one] { $count } mandat
   *[other] { $count } mandats
}
totals-count-recette = { $bordereaux ->
    [one] { $bordereaux } bordereau
   *[other] { $bordereaux } bordereaux
}, { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
amount-excluding-tax = { $amount } HT
amount-missing = Montant non indiqué
about-summary = Détail du fichier
about-name = Nom du flux (NomFic)
about-type = Type de flux (TypFic)
about-date = Date du flux
about-emitter = Émetteur
about-software = Logiciel
about-siret = SIRET (IdColl)
about-code = Code collectivité (CodCol)
about-budget = Code budget (CodBud)
about-office = Poste comptable (IdPost)
about-encoding = Encodage
about-size = Taille
about-signers = Signé par
about-sha256 = Empreinte SHA-256
totals-unread = présent dans le fichier, non détaillé ici
bordereaux-summary = { $count ->
    [0] Aucun bordereau
    [one] Voir le bordereau
   *[other] Voir les { $count } bordereaux
}
list-more = Afficher la suite ({ $count })
list-not-kept = { $count ->
    [one] Un autre élément n’est pas affiché ; il est signé avec les autres.
   *[other] { $count } autres éléments ne sont pas affichés ; ils sont signés avec les autres.
}
bordereau-title = Bordereau { $number }
bordereau-title-unnumbered = Bordereau sans numéro
bordereau-type = { $type } · { $date }
bordereau-type-depense-01 = Dépense ordinaire
bordereau-type-depense-02 = Dépense, annulation ou réduction
bordereau-type-depense-03 = Dépense, ordres de paiement
bordereau-type-recette-01 = Recette ordinaire
bordereau-type-recette-02 = Recette, annulation ou réduction
bordereau-type-recette-03 = Recette, ordres de recette
bordereau-type-recette-06 = Recette, ordres de recette multi-créanciers
bordereau-type-other = { $domain }, type { $type }
bordereau-date-missing = date non indiquée
bordereau-count-depense = { $count ->
    [one] { $count } mandat
   *[other] { $count } mandats
}
bordereau-count-recette = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
bordereau-signed = Déjà signé
bordereau-id = Identifiant dans le fichier
bordereau-id-none = Aucun
bordereau-object = Objet
bordereau-year = Exercice
bordereau-cumulative = Cumul annuel
piece-number-depense = Mandat { $number }
piece-number-recette = Titre { $number }
pieces-not-kept = { $count ->
    [one] Une autre pièce n’a pas été gardée en mémoire ; elle est comptée dans le total et signée avec les autres.
   *[other] { $count } autres pièces n’ont pas été gardées en mémoire ; elles sont comptées dans le total et signées avec les autres.
}
pieces-read = { $asked ->
    [0] Les lire dans le fichier
   *[other] Y chercher aussi
}
piece-object-none = Sans objet indiqué

## Pièces, lignes et pièces jointes

piece-in-bordereau = Bordereau { $number }
piece-line = Ligne { $number }
piece-imputation = Imputation
piece-tax = TVA
piece-with-tax = Total TTC
piece-payment = Règlement
piece-third-party = Tiers
piece-account = Compte
piece-attachments = Pièces jointes
line-nature = nature { $value }
line-function = fonction { $value }
line-operation = opération { $value }
piece-unreadable = La pièce ne peut plus être lue : le fichier a été déplacé, renommé ou modifié depuis que vous l’avez choisi. Choisissez-le à nouveau.
search-label = Chercher une pièce
search-label-bordereau = Chercher une pièce du bordereau { $number }
search-label-file = Chercher une pièce du fichier
search-help = Numéro, objet, tiers ou montant
search-filter = Montrer
search-filter-all = toutes les pièces
search-filter-with = avec pièce jointe
search-filter-without = sans pièce jointe
search-filter-thousand = 1 000 € HT et plus
search-filter-ten-thousand = 10 000 € HT et plus
search-found = { $count ->
    [0] Aucune pièce ne correspond.
    [one] { $count } pièce sur { $total }
   *[other] { $count } pièces sur { $total }
}
search-file = Chercher dans tous les bordereaux
attachment-open = Ouvrir
attachment-open-label = Ouvrir { $name }
attachment-save = Enregistrer
attachment-save-label = Enregistrer { $name }
attachment-unnamed = Pièce jointe sans nom
attachment-compressed = { $size } compressés
attachment-empty = vide
attachment-absent = absente de ce fichier
attachment-on-paper = sur papier
attachment-on-disc = sur disque
attachment-error-gone = { $name } ne peut plus être lue : le fichier PES a été déplacé, renommé ou modifié.
    .fix = Choisissez le fichier PES à nouveau.
attachment-error-base64 = { $name } ne peut pas être lue : ce que le fichier PES contient à sa place n’est pas du base64.
    .fix = Joignez-la à nouveau dans votre logiciel, puis générez le flux à nouveau.
attachment-error-gzip = { $name } ne peut pas être décompressée : son contenu est endommagé.
    .fix = Joignez-la à nouveau dans votre logiciel, puis générez le flux à nouveau.
attachment-error-large = { $name } dépasse { $limit } une fois décompressée : la page ne va pas plus loin.
    .fix = Vérifiez dans votre logiciel de quel document il s’agit.
attachment-error-unsupported = Ce navigateur ne sait pas décompresser { $name }.
    .fix = Mettez le navigateur à jour, ou enregistrez la pièce jointe : elle le sera compressée (.gz).
attachment-error-not-shown = Le navigateur ne peut pas montrer { $name }.
    .fix = Enregistrez-la, puis ouvrez-la avec le logiciel qui convient.
attachment-error-no-tab = Le navigateur a empêché la page d’ouvrir un onglet.
    .fix = Autorisez les fenêtres surgissantes pour cette adresse, ou enregistrez la pièce jointe.
status-attachment-reading = Lecture de { $name }…
status-attachment-open = { $name } est ouverte dans un nouvel onglet.
status-attachment-saved = Le navigateur enregistre { $name }.

## Corrections

repair-heading = Correction proposée
repair-note = Elle est faite sur une copie, relue ensuite en entier. Votre fichier d’origine n’est pas modifié.
repair-make = Faire la correction
repair-make-label = Faire la correction de { $name }
repair-cancel = Ne rien changer
repair-done = { $count ->
    [one] Corrigé ici : { $count } changement
   *[other] Corrigé ici : { $count } changements
}
repair-more = { $count ->
    [one] … et un autre changement
   *[other] … et { $count } autres changements
}
repair-lead = { $count ->
    [one] Début du fichier : un octet est enlevé avant la déclaration XML
   *[other] Début du fichier : { $count } octets sont enlevés avant la déclaration XML
}{ $before-length ->
    [0] {""}
   *[other] {" "}(« { $before } »)
}
repair-declaration = { $before-length ->
    [0] Première ligne du fichier : « { $after } » est ajouté
   *[other] Première ligne du fichier : « { $before } » devient « { $after } »
}
repair-mark = Début du fichier : la marque d’ordre des octets (BOM) est enlevée
repair-value = Ligne { $line }, { $element } : « { $before } » devient « { $after } »
repair-element = Ligne { $line } : l’élément { $element } est ajouté à cet en-tête, avec la valeur « { $after } »
repair-id = Ligne { $line }, { $element } : l’identifiant « { $after } » est ajouté
repair-encoding = { $count ->
    [0] Fichier entier : les caractères passent du codage { $from } au codage ISO-8859-1
   *[other] Fichier entier : les caractères passent du codage { $from } au codage ISO-8859-1 ; { $count } n’y existent pas et deviennent des références ({ $characters })
}

## Remarques et détails

severity-blocking = Signature impossible
severity-refused = Serait refusé
severity-attention = À vérifier
finding-repair = Corriger
finding-repair-label = Corriger { $name }
technical-detail = Détail technique
detail-code = Code
detail-element = Élément
detail-value = Valeur
detail-line = Ligne
detail-byte = Octet
detail-answer = Réponse de S2low
detail-http-status = Code de réponse HTTP
detail-cause = Cause
error-retry = Réessayer
error-dismiss = Fermer ce message
page-error-title = La page a rencontré un problème
page-error-config = Le fichier de réglages de la page (config.json) ne peut pas être lu. Les réglages habituels sont utilisés.
    .fix = Prévenez la personne qui gère S2low.

## 2 Signataire

signer-heading = Signataire
signer-known-heading = Certificats retenus sur ce poste
signer-known-used = utilisé le { $date }
signer-known-since = retenu le { $date }
signer-use = Utiliser
signer-use-label = Utiliser le certificat de { $name }
signer-forget = Oublier
    .label = Oublier ce certificat
signer-forget-label = Oublier le certificat de { $name }
signer-change = Changer
    .label = Changer de certificat
signer-place-legend = Qualité et lieu de signature
signer-role-label = Qualité du signataire
signer-city-label = Ville
signer-postal-code-label = Code postal
signer-place-help = Ces mentions figurent dans la signature, comme la politique de la DGFiP le demande.
signer-role-missing = Indiquez la qualité du signataire, par exemple Maire.
signer-city-missing = Indiquez la ville où la signature a lieu.
signer-postal-code-missing = Indiquez le code postal de cette ville.
signer-text-too-long = Ce texte est trop long : { $limit } caractères au plus.
certificate-file-label = Certificat (.p12 ou .pfx)
certificate-file-help = Le fichier de certificat du signataire. Il n’est ni envoyé ni modifié.
certificate-file-missing = Choisissez d’abord le fichier de certificat, dont le nom finit par .p12 ou .pfx.
certificate-password-label = Mot de passe du certificat
certificate-password-help = Celui que vous avez choisi pour protéger le certificat au moment de le télécharger. Ce n’est ni celui du portail, ni le code de révocation.
certificate-password-show = Afficher
    .label = Afficher le mot de passe
certificate-password-hide = Masquer
    .label = Masquer le mot de passe
certificate-keep-label = Retenir ce certificat sur ce poste
certificate-keep-help = À la prochaine signature, ni fichier à choisir, ni mot de passe à saisir. La clé reste dans ce navigateur : elle ne peut pas en être copiée.
certificate-keep-how = Qui pourra signer avec lui sur ce poste ?
certificate-keep-sealed = Le titulaire seul
certificate-keep-sealed-help = L’ordinateur demande son code PIN, son empreinte ou son visage à chaque signature.
certificate-keep-plain = Toute personne qui utilise cette session de l’ordinateur
certificate-keep-plain-help = À réserver à une session protégée par un mot de passe, que vous verrouillez quand vous vous absentez.
certificate-keep-no-seal = Ce navigateur ne sait pas demander le code PIN ou l’empreinte du titulaire. Un navigateur récent, sur un ordinateur équipé de Windows Hello ou de Touch ID, le sait.
certificate-open = Ouvrir le certificat
certificate-cancel = Garder le certificat actuel
certificate-help-token = Votre certificat est sur une clé USB ou une carte à puce
certificate-help-token-text = Un navigateur ne peut pas atteindre la clé secrète qu’elle contient : cette page ne peut donc pas signer avec elle. Si l’autorité qui a délivré le certificat permet de l’exporter dans un fichier .p12, ce fichier convient. Sinon, l’ordonnateur peut demander à la DGFiP un certificat gratuit, en fichier, fait pour signer les PES. La clé USB continue de servir à vous connecter à S2low.
certificate-help-none = Vous ne trouvez pas le fichier de certificat
certificate-help-none-text = C’est le fichier que l’ordonnateur a téléchargé en demandant son certificat. Son nom finit par .p12 ou .pfx. S’il est perdu, ou si le mot de passe est oublié, demandez un nouveau certificat (le comptable de votre trésorerie vous dit où) : le mot de passe ne peut pas être retrouvé.
request-summary = Votre autorité délivre les certificats sur demande (CSR)
request-help = La clé est créée dans ce navigateur et n’en sort jamais. La page prépare la demande à remettre à l’autorité ; vous ajouterez ici le certificat qu’elle vous enverra.
request-name = Prénom et nom du titulaire
request-name-missing = Indiquez le prénom et le nom de la personne qui signera.
request-organization = Organisme
request-organization-missing = Indiquez l’organisme, par exemple Commune de Delme.
request-make = Créer la clé et la demande
request-waiting = Demande préparée le { $date }, en attente du certificat. La clé n’existe que dans ce navigateur.
request-receive = Ajouter le certificat reçu
request-receive-label = Ajouter le certificat reçu pour { $name }
request-download = Télécharger la demande
request-download-label = Télécharger la demande de { $name }
request-forget-question = Effacer cette demande et sa clé ? Le certificat délivré pour elle ne pourra plus servir.
key-forget-question = Effacer ce certificat et sa clé ? Elle n’existe que dans ce navigateur : il ne pourra plus servir.
request-error-title = Le certificat n’est pas ajouté
request-make-error-title = La demande n’est pas créée
request-error-no-certificate = { $name } ne contient pas de certificat.
    .fix = Choisissez le fichier que l’autorité a envoyé : son nom finit par .cer, .crt, .pem ou .p7b.
request-error-other-key = Le certificat de { $name } a été délivré pour une autre clé que celle de cette demande.
    .fix = Vérifiez que c’est la réponse à cette demande, et qu’elle a été préparée sur ce poste, avec ce navigateur.
request-error-not-kept = Ce navigateur n’a pas pu garder la clé : navigation privée, ou place insuffisante.
    .fix = Recommencez dans une fenêtre ordinaire.
request-error-browser = Ce navigateur n’a pas pu créer la clé.
    .fix = Essayez avec un autre navigateur, sur l’adresse en https de la page.
certificate-details = Détail du certificat
certificate-kind-dgfip = Certificat DGFiP
    .use = Il signe les PES, et seulement eux : il ne sert ni à se connecter à S2low, ni à signer des actes.
certificate-kind-qualified = Certificat qualifié
    .use = Il peut signer les PES et d’autres documents.
certificate-kind-seal = Cachet qualifié d’un organisme
    .use = Il scelle les documents d’un organisme ; la politique de la DGFiP demande la signature d’une personne.
certificate-kind-recognised = Certificat délivré par { $issuer }, selon une politique européenne (RGS ou eIDAS)
    .use = Il peut signer les PES si la trésorerie reconnaît cette autorité, et d’autres documents.
certificate-kind-other = Certificat délivré par { $issuer }
    .use = Vérifiez avec votre trésorerie qu’elle accepte les certificats de cette autorité.
certificate-kind-self-signed = Certificat d’essai
    .use = Il n’est délivré par aucune autorité : la trésorerie le refuserait.
certificate-valid-until = valable jusqu’au { $date }
certificate-issued-by = délivré par { $issuer }
certificate-expired-on = expiré depuis le { $date }
certificate-other-signer = Le dernier fichier traité sur ce poste est signé au nom de { $previous }.
    .fix = Vérifiez que { $name } est bien l’ordonnateur aujourd’hui.
certificate-kept = Retenu sur ce poste : toute personne qui utilise cette session peut signer avec lui. « Oublier » l’efface.
certificate-kept-sealed = Retenu sur ce poste : l’ordinateur demande le code PIN, l’empreinte ou le visage du titulaire à chaque signature. « Oublier » l’efface.
certificate-not-kept-title = Le certificat est ouvert, mais n’est pas retenu
certificate-not-kept = Ce navigateur n’a pas pu le retenir : navigation privée, ou place insuffisante.
    .fix = Il sert pour cette fois. La prochaine fois, choisissez à nouveau son fichier.
certificate-not-sealed = { $cause ->
    [cancelled] L’ordinateur n’a pas reçu de code PIN, d’empreinte ou de visage.
    [unsupported] Cet ordinateur ne sait pas protéger une clé par un code PIN ou une empreinte.
    [again] La clé de ce certificat n’est plus en mémoire depuis qu’un autre a été choisi.
   *[other] L’ordinateur n’a pas pu protéger la clé.
}
    .fix = Il sert pour cette fois. Pour le retenir, ouvrez-le à nouveau et confirmez sur l’ordinateur, ou choisissez de le retenir sans cette protection.
certificate-subject = Titulaire
certificate-surname = Nom
certificate-given-name = Prénom
certificate-organization = Organisme
certificate-title = Fonction
certificate-policies = Politiques
certificate-choice = Qui signe ?
certificate-choice-other = Choisir un autre fichier
certificate-choice-hint = { $name } contient plusieurs certificats. Choisissez celui du signataire ; ce choix est retenu sur ce poste.
certificate-choice-detail = délivré par { $issuer }, valable jusqu’au { $date }
certificate-issuer = Délivré par
certificate-serial = Numéro de série
certificate-valid-from = Valable depuis le
certificate-valid-to = Valable jusqu’au
certificate-key = Clé
certificate-usages = Usages prévus
certificate-fingerprint = Empreinte SHA-256

## Certificat : ce qui peut empêcher de l’ouvrir

certificate-error-title = Le certificat n’est pas ouvert
certificate-error-browser = Ce navigateur a refusé la clé du certificat.
    .fix = Mettez le navigateur à jour, ou essayez avec un autre.
certificate-error-insecure-page = Le navigateur n’autorise la signature que sur une adresse sécurisée, qui commence par https.
    .fix = Ouvrez la page par son adresse https. Si vous ne la connaissez pas, demandez-la à la personne qui gère S2low.
sign-error-sealed = { $cause ->
    [cancelled] L’ordinateur n’a pas reçu le code PIN, l’empreinte ou le visage du titulaire. Rien n’a été signé.
    [unsupported] L’ordinateur ne donne plus accès à la clé de ce certificat.
   *[other] L’ordinateur n’a pas donné accès à la clé de ce certificat.
}
    .fix = Recommencez et confirmez sur l’ordinateur. Si cela ne marche pas, oubliez ce certificat et ouvrez à nouveau son fichier .p12 ou .pfx.

## 3 Signature et envoi

send-heading = Signature et envoi
send-waiting = En attente d’un fichier PES et du certificat du signataire.
send-waiting-file = En attente d’un fichier PES à signer.
send-waiting-signer = En attente du certificat du signataire.
send-waiting-place = En attente de la qualité du signataire, de la ville et du code postal.
send-waiting-reading = En attente de la fin de la lecture.
send-waiting-blocked = Aucun fichier ne peut être signé tel quel. Voyez les remarques de la partie 1.
send-summary = Vous signez { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}, { $bordereaux ->
    [one] { $bordereaux } bordereau
   *[other] { $bordereaux } bordereaux
}{ $sums }, au nom de { $name }, { $role }, à { $city }.
send-batch = Fichier { $done } sur { $all }…
batch-error-title = Tous les fichiers ne sont pas allés au bout
batch-error = { $good } fichiers sur { $all } sont allés au bout.
    .fix = Dans le tableau des fichiers, la ligne de chacun des autres dit pourquoi et ce qu’il faut faire.
send-summary-signed = { $files ->
    [one] Ce fichier est déjà signé. Il part tel quel, sans nouvelle signature.
   *[other] Ces { $files } fichiers sont déjà signés. Ils partent tels quels, sans nouvelle signature.
}
send-summary-signed-too = { $files ->
    [one] { $files } fichier déjà signé part tel quel.
   *[other] { $files } fichiers déjà signés partent tels quels.
}
send-note-some-blocked = { $files ->
    [one] Un fichier reste de côté : il ne peut pas être signé tel quel.
   *[other] { $files } fichiers restent de côté : ils ne peuvent pas être signés tels quels.
}
send-note-signed-out = Vous n’êtes pas connecté à S2low. Vous pouvez signer maintenant et envoyer ensuite.
send-note-unreachable = S2low ne répond pas. Vous pouvez signer maintenant et envoyer plus tard.
send-note-offline = Il n’y a pas de réseau. Vous pouvez signer maintenant : l’envoi partira à son retour.
sign-and-send = Signer et envoyer
sign-only = Signer sans envoyer
send-signed = Envoyer sans nouvelle signature
send-cancel = Annuler
send-cancel-label = Annuler l’envoi de { $name }
send-download = Télécharger le fichier signé
send-now = Envoyer maintenant
step-sign-waiting = À signer
step-sign-doing = Signature en cours
step-sign-done = Signé
step-sign-kept = Déjà signé
step-sign-failed = Non signé
step-verify-waiting = À vérifier
step-verify-doing = Vérification, { $percent } %
step-verify-done = Vérifié
step-verify-failed = Vérification manquée
step-send-waiting = À envoyer
step-send-doing = Envoi en cours
step-send-done = Envoyé
step-send-failed = Non envoyé
step-send-unsure = Envoi à vérifier
step-send-cancelled = Envoi annulé
step-send-later = Non envoyé, comme demandé
step-send-offline = En attente du réseau
send-progress = { $percent } %, { $done } sur { $total }
send-progress-remaining = { $percent } %, { $done } sur { $total }, { $speed } par seconde, encore { $remaining }
send-progress-answer = Tout est parti ({ $total }). S2low enregistre le fichier…
send-progress-label = Envoi de { $name }
duration-seconds = { $count } s
duration-minutes = { $count } min
size-bytes = { $count ->
    [one] { $value } octet
   *[other] { $value } octets
}
size-kilobytes = { $value } ko
size-megabytes = { $value } Mo
size-gigabytes = { $value } Go
outcome-sent = S2low a reçu le fichier. Transaction { $transaction }.
    .next = S2low le contrôle, puis le transmet. La trésorerie accuse réception, en général dans la journée ; l’état s’affiche dans la partie 4.
outcome-signed = Le fichier est signé et vérifié. Il n’a pas été envoyé.
    .next = Téléchargez-le et gardez-le, ou envoyez-le d’ici. La personne qui l’enverra pourra le déposer tel quel dans cette page.
outcome-offline = Il n’y a pas de réseau. Le fichier signé est gardé ici et partira dès qu’il sera revenu.
    .next = Gardez cette page ouverte. Si vous la fermez, vous y retrouverez le fichier signé, à envoyer.
send-note-not-rgs = Le certificat de connexion de ce navigateur n’est pas RGS : S2low refusera l’envoi. Rouvrez le navigateur et choisissez votre certificat RGS.
send-note-elsewhere = Après la signature, un bouton ouvre S2low dans un nouvel onglet et y dépose le fichier signé, avec votre certificat de connexion.
send-clock-late = L’horloge de cet ordinateur retarde de { $minutes } minutes sur celle du serveur. La signature porte cette heure, et le certificat est jugé à cette heure : mettez l’ordinateur à l’heure avant de signer.
send-clock-early = L’horloge de cet ordinateur avance de { $minutes } minutes sur celle du serveur. La signature porte cette heure, et le certificat est jugé à cette heure : mettez l’ordinateur à l’heure avant de signer.
send-deposit = Ouvrir S2low et y déposer le fichier
send-confirm = S2low a pris le fichier
send-forget = Oublier ce fichier
step-send-kept = Gardé, à envoyer
step-send-deposit = À déposer dans S2low
step-send-deposited = Déposé, à confirmer
send-progress-again = La connexion a manqué. Nouvel essai dans { $count } s.
outcome-arrived = S2low a bien le fichier : il l’avait reçu au premier envoi, dont la réponse s’est perdue.
    .next = Il n’est pas envoyé deux fois. Son numéro et son état se lisent dans S2low, par le lien de la partie 4.
outcome-duplicate = S2low a déjà ce fichier, exactement le même : il n’est pas envoyé une seconde fois.
    .next = Son numéro et son état se lisent dans S2low, par le lien de la partie 4. Pour envoyer une nouvelle version, générez le flux à nouveau dans votre logiciel.
outcome-known = S2low a déjà ce fichier, exactement le même : c’est la transaction { $transaction }, envoyée d’ici.
    .next = Il n’est pas envoyé une seconde fois. Son état s’affiche dans la partie 4.
outcome-known-flux = Ce flux a déjà été signé et envoyé d’ici, sous le nom { $name }.
    .next = Il n’est pas envoyé une seconde fois. Son état s’affiche dans la partie 4. Pour envoyer une nouvelle version, générez le flux à nouveau dans votre logiciel.
outcome-other-unsure = Ce flux a déjà été signé d’ici, et S2low l’a peut-être reçu : la fin de cet envoi n’est pas connue.
    .fix = Rechargez la page et envoyez le fichier signé qu’elle a gardé : S2low dira s’il l’a déjà, et ne le prendra pas deux fois.
outcome-cancelled-unsure = L’envoi est annulé, mais S2low a peut-être déjà reçu le fichier.
    .next = Le fichier signé est gardé ici. Un nouvel essai dira si S2low l’a ; il ne serait pas pris deux fois.
outcome-kept = Ce fichier a été signé le { $date } et n’est pas encore envoyé. Il était gardé dans ce navigateur.
    .next = Envoyez-le, téléchargez-le, ou oubliez-le s’il ne sert plus.
outcome-kept-unsure = Ce fichier a été signé le { $date }. Son envoi avait commencé, et la réponse de S2low n’est pas connue.
    .next = Envoyez-le à nouveau : si S2low l’a déjà, il le dira et ne le prendra pas deux fois.
outcome-deposit = Le fichier est signé et vérifié. Il reste à le déposer dans S2low.
    .next = Le bouton ouvre S2low dans un nouvel onglet et y dépose le fichier, avec votre certificat de connexion. Rien d’autre n’est à remplir.
outcome-deposited = S2low s’ouvre dans un autre onglet, avec le fichier.
    .next = Si S2low y affiche la transaction créée, revenez dire ici qu’il a pris le fichier. S’il affiche « doublon », il l’avait déjà. Sinon, connectez-vous à S2low et recommencez. Le fichier signé est gardé ici jusque-là.
outcome-confirmed = S2low a pris le fichier, vous l’avez vu.
    .next = S2low le contrôle, puis le transmet. Son état se lit dans S2low, par le lien de la partie 4.
deposit-error = Le navigateur n’a pas pu ouvrir S2low avec le fichier.
    .fix = Téléchargez le fichier signé, puis importez-le dans S2low. Autorisez les nouveaux onglets pour cette page si le navigateur les bloque.
outcome-cancelled = L’envoi a été annulé avant la fin. S2low n’a pas le fichier.
    .next = Le fichier signé est gardé ici : vous pouvez le télécharger ou l’envoyer plus tard.

## Signature : ce qui peut l’empêcher

sign-error-title = Le fichier n’est pas signé
sign-error-nothing = Il n’y a rien à signer dans { $name }.
    .fix = Vérifiez que le flux contient des bordereaux de dépense ou de recette.
sign-error-no-file = Il n’y a pas de fichier à signer.
    .fix = Choisissez un fichier PES dans la partie 1.
sign-error-no-signer = Il n’y a pas de certificat ouvert.
    .fix = Ouvrez le certificat du signataire dans la partie 2.
sign-error-key = Le navigateur n’a pas pu se servir de la clé du certificat.
    .fix = Cliquez sur « Changer », puis ouvrez à nouveau le fichier de certificat.
sign-error-self-check = Le fichier signé, relu par la page, n’est pas conforme. Il n’a pas été envoyé et ne doit pas l’être.
    .fix = Choisissez le fichier à nouveau et recommencez. Si cela se reproduit, transmettez le détail technique à la personne qui gère S2low.
sign-error-memory = Ce navigateur manque de place pour préparer le fichier signé.
    .fix = Fermez d’autres onglets, puis réessayez.

## Envoi : ce que S2low refuse au dépôt

send-error-title = Le fichier n’est pas parti
send-unsure-title = Envoi à vérifier
s2low-refusal-not-rgs = S2low n’accepte d’envoi qu’avec un certificat de connexion RGS, et celui de ce navigateur n’en est pas un.
    .fix = Rouvrez le navigateur et choisissez votre certificat RGS à la connexion. Le certificat qui signe le PES n’est pas en cause.
s2low-refusal-no-envelope = S2low n’a pas trouvé le fichier dans l’envoi. Il est probablement plus gros que ce que ce serveur accepte.
    .fix = Générez le flux en plusieurs fichiers, ou demandez à la personne qui gère S2low quelle taille est admise.
s2low-refusal-upload = S2low a mal reçu le fichier (code { $number }).
    .fix = Réessayez. Si cela se reproduit, transmettez ce code à la personne qui gère S2low.
s2low-refusal-too-large = Le fichier dépasse la taille que S2low accepte ({ $limit }).
    .fix = Générez le flux en plusieurs fichiers dans votre logiciel, ou retirez des pièces jointes.
s2low-refusal-empty = S2low a reçu un fichier vide.
    .fix = Réessayez. Si cela se reproduit, choisissez le fichier à nouveau.
s2low-refusal-duplicate = S2low a déjà ce fichier : il a été posté auparavant, exactement le même.
    .fix = Cherchez-le dans le suivi ou dans S2low avant toute chose : il est peut-être déjà transmis. Pour envoyer une nouvelle version, générez le flux à nouveau dans votre logiciel.
s2low-refusal-storage = S2low n’a pas pu enregistrer le fichier.
    .fix = Réessayez dans quelques minutes. Si cela se reproduit, prévenez la personne qui gère S2low.
s2low-refusal-module = Le module Hélios de S2low ne démarre pas.
    .fix = Prévenez la personne qui gère S2low.
s2low-refusal-authentication = S2low ne vous reconnaît pas : le compte est absent ou désactivé.
    .fix = Demandez à l’administrateur de votre collectivité dans S2low de vérifier votre compte.
s2low-refusal-denied = Votre compte S2low n’a pas le droit d’importer un fichier PES.
    .fix = Demandez ce droit à l’administrateur de votre collectivité dans S2low : module Hélios, permission RW.
s2low-refusal-not-sent = S2low n’a pas pu prendre le fichier.
    .fix = Réessayez. Si cela se reproduit, prévenez la personne qui gère S2low.
s2low-refusal-no-certificate = S2low n’a reçu aucun certificat de connexion.
    .fix = Rouvrez le navigateur, et choisissez votre certificat quand il le demande. Avec une clé USB, branchez-la d’abord.
s2low-refusal-no-account = Aucun compte S2low ne correspond à votre certificat de connexion, ou l’identifiant et le mot de passe S2low ne vont pas ensemble.
    .fix = Vérifiez que vous avez choisi le bon certificat à la connexion, puis connectez-vous à nouveau à S2low.
s2low-refusal-several-accounts = Plusieurs comptes S2low partagent votre certificat de connexion : S2low ne sait pas lequel est le vôtre.
    .fix = Connectez-vous à S2low avec votre identifiant et votre mot de passe, puis revenez ici et réessayez.
s2low-refusal-unknown = S2low a refusé le fichier, avec ce message : « { $message } ».
    .fix = Si le message ne suffit pas, transmettez-le à la personne qui gère S2low. Le fichier signé est gardé ici.

## Envoi : le réseau et les réponses

network-unreachable = S2low ne répond pas. Le fichier n’a pas été envoyé.
    .fix = Vérifiez la connexion au réseau. Si S2low vous demande une clé USB, vérifiez qu’elle est branchée. Puis réessayez.
network-interrupted = La connexion s’est coupée pendant l’envoi, à { $percent } %. S2low n’a pas le fichier entier.
    .fix = Vérifiez la connexion au réseau, puis réessayez.
network-timeout = S2low n’a pas répondu après { $seconds } secondes, alors que tout le fichier était parti. Il l’a peut-être reçu.
    .fix = Regardez dans S2low si le fichier y est. S’il n’y est pas, réessayez : un envoi en double serait refusé sans dommage.
network-lost-answer = La connexion s’est coupée après l’envoi, avant la réponse. S2low a peut-être reçu le fichier.
    .fix = Regardez dans S2low si le fichier y est. S’il n’y est pas, réessayez : un envoi en double serait refusé sans dommage.
network-session-lost = Votre session S2low est terminée, ou votre compte n’est pas reconnu. Le fichier signé est gardé ici.
    .fix = Connectez-vous à S2low dans un autre onglet, puis revenez ici et réessayez.
network-forbidden = S2low refuse l’accès à cette adresse.
    .fix = Vérifiez que vous êtes connecté avec le bon certificat, puis réessayez.
network-not-found = S2low n’est pas à l’adresse que cette page connaît.
    .fix = Prévenez la personne qui gère cette page : l’adresse de S2low est à vérifier dans ses réglages.
network-too-large = Le serveur refuse un fichier de cette taille ({ $size }).
    .fix = Générez le flux en plusieurs fichiers, ou demandez à la personne qui gère S2low d’augmenter la taille admise.
network-server = S2low rencontre un problème de son côté (erreur { $status }).
    .fix = Réessayez dans quelques minutes. Le fichier signé est gardé ici.
network-http = S2low a donné une réponse inattendue ({ $status }).
    .fix = Réessayez. Si cela se reproduit, transmettez le détail technique à la personne qui gère S2low.
network-portal = Ce n’est pas S2low qui a répondu, mais une page d’un autre service, par exemple le portail du réseau. Le fichier signé est gardé ici.
    .fix = Ouvrez S2low dans un autre onglet pour voir ce qui est demandé, puis revenez ici et réessayez.
network-gateway = Le serveur placé devant S2low n’a pas eu sa réponse (erreur { $status }). S2low a peut-être reçu le fichier.
    .fix = Réessayez dans quelques minutes : si S2low l’a déjà, il le dira et ne le prendra pas deux fois.
network-busy = S2low n’est pas disponible pour le moment (erreur { $status }).
    .fix = Réessayez dans quelques minutes. Le fichier signé est gardé ici.
network-unreadable-answer = S2low a répondu autre chose que ce que la page attend. Elle ne peut pas dire si le fichier est reçu.
    .fix = Regardez dans S2low si le fichier y est avant de réessayer.

## 4 Suivi

follow-heading = Suivi
follow-waiting = Les fichiers envoyés à S2low s’affichent ici, avec leur état jusqu’à l’accusé de réception de la trésorerie.
follow-transaction = transaction { $transaction }
follow-refresh = Actualiser
follow-refreshed = Vu à { $time }
follow-open = Voir dans S2low
follow-open-label = Voir dans S2low { $name }
follow-acknowledgement = Acquittement
follow-acknowledgement-label = Télécharger l’acquittement de { $name }
follow-remove = Retirer de la liste
follow-remove-label = Retirer de la liste { $name } ; S2low le garde
follow-sent-at = Envoyé le { $date }
follow-severity-refused = Refusé par S2low
follow-error-denied = Votre compte S2low ne permet pas de lire l’état d’un envoi depuis cette page (il faut la permission RW).
    .fix = Le fichier est bien envoyé. Son état se lit dans S2low, par le lien « Voir dans S2low ».
follow-error-unknown-transaction = S2low ne connaît pas la transaction { $transaction }.
    .fix = Vérifiez que vous êtes connecté à la collectivité qui l’a envoyée.
follow-error-other = S2low n’a pas donné l’état de la transaction { $transaction }, avec ce message : « { $message } ».
    .fix = Réessayez plus tard, ou lisez l’état dans S2low.

## États d’une transaction dans S2low

s2low-status--1 = Refusé par les contrôles
    .next = Le fichier n’est pas parti à la trésorerie. Le motif est indiqué dessous.
s2low-status-0 = Annulé
    .next = Le fichier a été annulé dans S2low ; il ne sera pas transmis.
s2low-status-1 = Reçu par S2low
    .next = S2low le contrôle ; cela prend en général quelques minutes.
s2low-status-2 = Contrôlé, en attente d’envoi à la trésorerie
    .next = Le fichier est valable. S2low le transmet à son prochain envoi.
s2low-status-3 = Transmis à la trésorerie
    .next = La trésorerie accuse réception, en général dans la journée.
s2low-status-4 = Acquittement reçu
    .next = La trésorerie a reçu le fichier.
s2low-status-5 = Validé
    .next = Il n’y a rien à faire.
s2low-status-6 = Refusé par la trésorerie
    .next = Ouvrez l’acquittement pour lire le motif, corrigez dans votre logiciel, puis générez un nouveau flux.
s2low-status-7 = En cours de traitement
    .next = L’état s’affichera ici dès qu’il change.
s2low-status-8 = Acquittement reçu
    .next = Lisez-le : il dit ce que la trésorerie accepte.
s2low-status-9 = Acquitté, envoyé à l’archivage
    .next = Il n’y a rien à faire.
s2low-status-10 = Acquitté et archivé
    .next = Il n’y a rien à faire.
s2low-status-11 = Acquitté, refusé par l’archivage
    .next = La trésorerie a bien le fichier. Prévenez la personne qui gère l’archivage.
s2low-status-13 = En attente de signature dans S2low
    .next = S2low attend encore une signature pour ce fichier. Ouvrez la transaction dans S2low.
s2low-status-14 = En attente de télétransmission
    .next = Une personne qui a le droit de télétransmettre doit le faire partir, dans S2low.
s2low-status-19 = Acquitté, en attente d’archivage
    .next = Il n’y a rien à faire.
s2low-status-20 = Acquitté, l’envoi à l’archivage a échoué
    .next = La trésorerie a bien le fichier. Prévenez la personne qui gère l’archivage.
s2low-status-21 = À supprimer de S2low
    .next = Téléchargez ce que vous voulez garder.
s2low-status-22 = Supprimé de S2low
    .next = S2low ne garde plus ce fichier.
s2low-status-23 = Acquitté, archivage impossible
    .next = Des documents manquent à S2low. Prévenez la personne qui gère l’archivage.
s2low-status-24 = Transmis
    .next = Aucun accusé de réception n’est attendu pour ce fichier.
s2low-status-unknown = État { $status } de S2low
    .next = La page ne connaît pas cet état. Voyez la transaction dans S2low.

## Contrôles de S2low après le dépôt (état -1)

s2low-check-not-found = S2low ne retrouve pas le fichier qu’il a reçu.
    .fix = Prévenez la personne qui gère S2low, puis envoyez le fichier à nouveau.
s2low-check-virus = L’antivirus de S2low a trouvé un virus dans une pièce jointe du fichier.
    .fix = N’envoyez pas ce fichier à nouveau. Cherchez d’où vient la pièce jointe, et prévenez votre service informatique.
s2low-check-encoding = Le fichier n’annonce pas le codage ISO-8859-1, que S2low exige.
    .fix = Générez le flux à nouveau avec le codage ISO-8859-1 ; c’est un réglage de votre logiciel.
s2low-check-not-xml = S2low ne peut pas lire le fichier comme un fichier XML.
    .fix = Générez le flux à nouveau dans votre logiciel.
s2low-check-no-content = Le fichier ne contient ni bordereau, ni pièce jointe, ni marché.
    .fix = Vérifiez la sélection faite dans votre logiciel avant de générer le flux.
s2low-check-no-file-name = Le nom interne du fichier (NomFic) est absent ou vide.
    .fix = Générez le flux à nouveau ; si cela se reproduit, prévenez l’éditeur de votre logiciel.
s2low-check-codcol-too-long = Le code collectivité (CodCol) compte plus de 3 caractères.
    .fix = Corrigez-le dans les réglages de votre logiciel (votre trésorerie vous donne le bon), puis générez le flux à nouveau.
s2low-check-idcol-too-long = L’identifiant de la collectivité (IdColl, son SIRET) compte plus de 14 caractères.
    .fix = Corrigez-le dans les réglages de votre logiciel, puis générez le flux à nouveau.
s2low-check-altered = Le fichier a changé dans S2low depuis son dépôt.
    .fix = Prévenez la personne qui gère S2low.
s2low-check-signature = S2low juge la signature incorrecte : { $reason }.
    .fix = Contrôlez le fichier avec « Vérifier un fichier signé » en bas de cette page. S’il y est intact, S2low ne connaît sans doute pas l’autorité du certificat : prévenez la personne qui gère S2low.
s2low-check-already-there = Un fichier du même nom interne (NomFic) a déjà été transmis par votre collectivité.
    .fix = S’il s’agit du même envoi, il n’y a rien à faire. Sinon, générez le flux à nouveau pour qu’il reçoive un autre nom.
s2low-check-registration = S2low n’a pas pu enregistrer la transaction.
    .fix = Prévenez la personne qui gère S2low.
s2low-check-tag-missing = L’indication { $tag } manque dans l’en-tête du fichier.
    .fix = Complétez-la dans les réglages de votre logiciel, puis générez le flux à nouveau.
s2low-check-tag-length = L’indication { $tag } compte { $length } caractères ; il en faut { $expected }.
    .fix = Corrigez-la dans les réglages de votre logiciel, puis générez le flux à nouveau.
s2low-check-server = S2low n’est pas bien réglé pour transmettre à la trésorerie.
    .fix = Prévenez la personne qui gère S2low. Le fichier n’est pas en cause.
s2low-check-helios = La réponse de la trésorerie à ce fichier n’a pas pu être lue par S2low.
    .fix = Voyez la transaction dans S2low, ou appelez la trésorerie.
s2low-check-unknown = S2low a refusé le fichier, avec ce message : « { $message } ».
    .fix = Si le message ne suffit pas, transmettez-le à la personne qui gère S2low.

## Acquittement

acknowledgement-accepted = Acquittement reçu : accepté
    .next = La trésorerie a pris le fichier en compte. Il n’y a rien de plus à faire.
acknowledgement-partial = Acquittement reçu : { $count ->
    [one] { $count } élément refusé sur { $total }
   *[other] { $count } éléments refusés sur { $total }
}
    .next = Corrigez dans votre logiciel ce qui est indiqué dessous, puis générez un nouveau flux pour cette partie.
acknowledgement-refused = Acquittement reçu : refusé
    .next = Le motif est indiqué dessous. Corrigez dans votre logiciel, puis générez un nouveau flux.
acknowledgement-unreadable = Acquittement reçu, à lire dans S2low
    .next = La page n’a pas pu lire l’acquittement. Ouvrez la transaction dans S2low.

## Reçu

receipt-heading = Reçu de signature
receipt-show = Reçu
receipt-print = Imprimer le reçu
receipt-note = Ce reçu est établi par la page au moment de la signature. Le fichier signé fait foi.
receipt-file = Fichier
receipt-signer = Signataire
receipt-time = Signé le
receipt-sent = Envoyé à S2low le
receipt-transaction = Transaction S2low
follow-state-unnumbered = Reçu par S2low, sans numéro connu ici
follow-unnumbered = Le numéro et l’état se lisent dans S2low, par le lien « Voir dans S2low ».
journal-export = Enregistrer le journal (CSV)
journal-erase = Effacer le journal
receipt-state = État
receipt-digest = Empreinte du fichier signé (SHA-256)

## Vérifier un fichier signé

verify-heading = Vérification
verify-label = Vérifier un fichier signé
verify-help = Pour contrôler un fichier déjà signé, avant ou après son envoi. Il n’est ni envoyé ni modifié.
verify-progress = Contrôle : { $percent } %
verify-close = Fermer
verify-close-label = Fermer le contrôle de { $name }
verify-verdict-valid = { $count ->
    [one] La signature est intacte
   *[other] Les { $count } signatures sont intactes
}
    .explanation = Ce qui est signé n’a pas changé depuis la signature.
verify-verdict-invalid = { $count ->
    [one] Une signature n’est pas intacte
   *[other] { $count } signatures ne sont pas intactes
}
    .explanation = Le fichier a changé depuis la signature, ou elle a été mal faite. Il serait refusé. Générez le flux à nouveau et faites-le signer.
verify-verdict-forbidden = La signature est intacte, mais elle serait refusée
    .explanation = Elle ne suit pas la politique actuelle de la DGFiP. Le motif est indiqué dessous.
verify-verdict-unsigned = Ce fichier n’est pas signé
    .explanation = Pour le signer, déposez-le dans la partie 1.
verify-severity-blocking = Ne tient pas
verify-intact = Intacte
verify-altered = Ne correspond plus au contenu
verify-unreadable = Ne peut pas être contrôlée
verify-covers-file = Porte sur le fichier entier
verify-covers-bordereau = Porte sur le bordereau { $number }
verify-covers-other = Porte sur { $target }
verify-covers-nothing = Ne porte sur aucun élément du fichier
verify-time = Signé le { $date }, selon l’ordinateur du signataire
verify-time-none = Sans date de signature
verify-uncovered = { $count ->
    [one] Un bordereau n’est pas signé : { $list }
   *[other] { $count } bordereaux ne sont pas signés : { $list }
}
verify-authority = Autorité
verify-authority-state = { $state ->
    [believed] de confiance
    [unknown] pas de confiance
   *[unchecked] non contrôlée
}
verify-algorithm = Procédé de signature
verify-policy = Politique de signature
verify-format = Version de XAdES
verify-reference = Élément couvert
verify-valid-then = Certificat valable à la date de signature
verify-named-digest = Empreinte du certificat exacte
verify-named-serial = Son numéro exact
verify-named-issuer = Son émetteur exact
verify-policy-current = Politique en vigueur
verify-policy-digest = Son empreinte exacte
verify-is-so = { $state ->
    [yes] Oui
    [no] Non
   *[unsaid] Non indiqué
}
verify-answers = Ce que répondraient les outils qu’il rencontre
verify-tool = { $tool ->
    [dgfip] La DGFiP
    [stela] STELA
   *[s2low] S2low
}
verify-answer = { $count ->
    [0] { $tool } l’accepterait
   *[other] { $tool } le refuserait ({ $codes })
}
verify-error-title = Le fichier ne peut pas être contrôlé

bordereau-tax = TVA annoncée
bordereau-agreement = Comparaison
bordereau-agrees = { $agrees ->
    [yes] les totaux annoncés sont ceux des lignes
   *[no] les totaux annoncés ne sont pas ceux des lignes
}
bordereau-computed = Total des lignes, hors taxes
bordereau-lines-tax = TVA des lignes
bordereau-with-tax = Total des lignes, toutes taxes comprises
finding-in-place = { $place } : { $message }
finding-place = { $attachment-length ->
    [0] { $piece-length ->
        [0] Bordereau { $bordereau }
       *[other] Bordereau { $bordereau }, pièce { $piece }
    }
   *[other] Pièce jointe { $attachment }
}

## Les codes du PES (« c » et le code, puisqu’un nom ne commence pas par un chiffre)

piece-type-depense = { $code ->
    [c01] Mandat ordinaire
    [c02] Mandat correctif
    [c03] Mandat d’ordre budgétaire
    [c04] Mandat d’ordre mixte
    [c05] Mandat émis après paiement
    [c06] Mandat global
    [c07] Mandat d’admission en non-valeur
    [c08] Mandat collectif
    [c09] Mandat sur marché
    [c10] Mandat de rattachement
    [c11] Ordre de paiement
    [c13] Charges constatées d’avance
   *[other] Type { $value }
}
piece-type-recette = { $code ->
    [c01] Titre ordinaire
    [c02] Titre correctif
    [c03] Titre d’ordre budgétaire
    [c04] Titre d’ordre mixte
    [c05] Titre émis après encaissement
    [c06] Titre récapitulatif avec rôle
    [c07] Titre récapitulatif sans rôle
    [c09] Titre de majoration
    [c10] Titre en plusieurs années
    [c11] Titre de rattachement
    [c12] Ordre de recette
    [c14] Produits constatés d’avance
    [c15] Titre ORMC
   *[other] Type { $value }
}
piece-nature = { $code ->
    [c01] fonctionnement
    [c02] investissement
    [c03] inventaire
    [c04] emprunt
    [c05] régie
    [c06] annulation ou réduction
    [c07] complémentaire
    [c08] réémis
    [c09] annulant un titre
    [r09] annulant un mandat
    [c10] annulation d’un mandat de rattachement
    [r10] annulation d’un titre de rattachement
    [c11] paie
    [r11] marché
    [c12] retenue de garantie
    [c13] dernier acompte sur marché
    [c14] avance forfaitaire
    [c18] opération d’ordre liée aux cessions
   *[other] nature { $value }
}
payment-debit = prélèvement remis { $code ->
    [c01] par le Trésor
    [c02] par l’ordonnateur
   *[other] (nature { $value })
}, le { $date }{ $mandate-length ->
    [0] {""}
   *[other] , mandat { $mandate }
}
payment = { $code ->
    [c01] numéraire
    [c02] chèque
    [c03] virement
    [c04] virement par une application externe
    [c05] virement de gros montant
    [c06] virement à l’étranger
    [c07] opération avec un budget rattaché
    [c08] opération d’ordre
    [c09] avis de règlement
    [c10] prélèvement
    [c11] virement interne
   *[other] moyen { $value }
}
attachment-type = { $code ->
    [c001] Document budgétaire
    [c002] Pièce de recette
    [c003] Pièce de dépense
    [c004] État de paye
    [c005] État d’aide sociale
    [c006] Facture PES
    [c007] Facture ORMC pour Chorus Pro
    [c008] Complément, Chorus Pro
    [c009] Pièce de marché
    [c010] Avis des sommes à payer
    [c011] Complément à l’avis des sommes à payer
    [c012] Compte financier unique
    [c013] Compte financier unique, annexes
   *[other] Type { $value }
}
answer-domain = { $code ->
    [c0] Contrôle technique
    [c1] Signature technique
    [c2] Signature du fichier
    [c3] Signature du bordereau
    [c4] Pièce jointe
    [c5] Dépense
    [c6] Recette
    [c7] Rôle
    [c8] Budget
    [c9] État de l’actif
    [c10] État du passif
    [c11] Marché
    [c12] Facture
    [c99] Paramétrage
   *[other] Domaine { $value }
}
answer-error = { $code ->
    [ERREUR_CONNECTION_IMPOSSIBLE_A_LA_BASE] Base de la trésorerie injoignable ({ $code })
    [ERREUR_ENCODING] Codage des caractères refusé ({ $code })
    [ERREUR_FLUX_VIDE] Flux vide ({ $code })
    [ERREUR_SCHEMA_INCOMPLET] Contenu incomplet ({ $code })
    [ERREUR_CODIFICATION] Code inconnu ({ $code })
    [ERREUR_CODIQUE] Poste comptable inconnu ({ $code })
    [ERREUR_SIRET] SIRET inconnu ({ $code })
    [ERREUR_CODE_COLLECTIVITE_BUDGET] Code collectivité ou budget inconnu ({ $code })
    [ERREUR_VERSION_PES] Version du PES refusée ({ $code })
    [ERREUR_VERSION_PJ] Version des pièces jointes refusée ({ $code })
    [ERREUR_SIGNATURE_INVALIDE] Signature incorrecte ({ $code })
    [ERREUR_SIGNATURE_ILLISIBLE] Signature illisible ({ $code })
    [ERREUR_SIGNATURE_INCOMPLETE] Signature incomplète ({ $code })
    [ERREUR_DOUBLON_BORDEREAU] Bordereau déjà reçu ({ $code })
    [ERREUR_DOUBLON_PIECE] Pièce déjà reçue ({ $code })
    [ERREUR_DOUBLON_LIGNE] Ligne déjà reçue ({ $code })
    [ERREUR_DOUBLON_PJ] Pièce jointe déjà reçue ({ $code })
    [ERREUR_PES_PARAM] Paramétrage du PES ({ $code })
    [ERREUR_PES_SIGNATURE] Signature du PES ({ $code })
    [ERREUR_PES_PARAM_SIGNATURE] Paramétrage de la signature ({ $code })
    [ERREUR_CERTIFICAT] Certificat refusé ({ $code })
    [ERREUR_TIMEOUT] Délai de traitement dépassé ({ $code })
    [ERREUR_TAILLE_BORDEREAUX] Bordereau trop grand ({ $code })
    [ERREUR_TAILLE_PIECE] Pièce trop grande ({ $code })
    [ERREUR_TAILLE_LIGNE] Ligne trop grande ({ $code })
    [ERREUR_PJ_SIGNEE] Pièce jointe signée ({ $code })
    [ERREUR_SIGNATURE_EXTERNE] Signature externe ({ $code })
    [ERREUR_AUTRE] Autre motif ({ $code })
    [ERREUR_MONTANT_TVA_ZERO_NEGATIF] TVA nulle ou négative ({ $code })
    [ERREUR_PJ] Pièce jointe refusée ({ $code })
    [ERREUR_CUMUL_MONTANTS] Les montants ne s’additionnent pas ({ $code })
    [ERREUR_SIGNATURE_BORDEREAU_INVALIDE] Signature du bordereau incorrecte ({ $code })
    [ERREUR_SIGNATURE_BORDEREAU_ILLISIBLE] Signature du bordereau illisible ({ $code })
    [ERREUR_SIGNATURE_BORDEREAU_INCOMPLETE] Signature du bordereau incomplète ({ $code })
   *[other] { $code }
}
piece-state = { $code ->
    [c01] en instance
    [c02] prise en charge
    [c03] prise en charge en partie
    [c04] rejetée
    [c05] soldée ou annulée
   *[other] état { $value }
}

## Réponses de la trésorerie

answers-acquit = { $refused ->
    [0] Acquittement de la trésorerie : tout est accepté ({ $accepted })
   *[other] Acquittement de la trésorerie : { $refused } refus, { $accepted ->
        [one] { $accepted } accepté
       *[other] { $accepted } acceptés
    }
}
answers-retour = { $count ->
    [one] Retour de la trésorerie sur { $count } pièce
   *[other] Retour de la trésorerie sur { $count } pièces
}
answers-acquit-retour = Accusé de réception d’un retour de la trésorerie : { $name }
answers-unsigned = Ce fichier est une réponse : il n’y a rien à y signer.
answers-more = … et { $count } autres réponses
answer = { $subject } : { $state }
files-state-answer = Réponse
answer-accepted = accepté
answer-refused = refusé
answer-bordereau = bordereau { $value }
answer-year = exercice { $value }
answer-piece = pièce { $value }
answer-line = ligne { $value }
answer-contract = marché { $value }
answer-attachment = pièce jointe { $value }
