"""What is said of a result whose shape has no `sh:message`: constraint component -> German, English.

`{}` is filled with the values of the parameter that names the component.
"""

SENTENCES: dict[str, tuple[str, str]] = {
    "Class": ("Der Wert gehört nicht zur Klasse {}.", "The value is not an instance of {}."),
    "Datatype": (
        "Der Wert ist kein gültiges Literal des Datentyps {}.",
        "The value is no valid literal of datatype {}.",
    ),
    "NodeKind": ("Der Wert ist nicht von der Art {}.", "The value is not of kind {}."),
    "MinCount": (
        "Hier fehlt etwas: Mindestens {} Werte werden erwartet.",
        "Something is missing: at least {} values are expected.",
    ),
    "MaxCount": (
        "Das sind zu viele Werte: Höchstens {} werden erwartet.",
        "These are too many values: at most {} are expected.",
    ),
    "MinExclusive": ("Der Wert ist nicht größer als {}.", "The value is not greater than {}."),
    "MinInclusive": (
        "Der Wert ist kleiner als {} oder damit nicht vergleichbar.",
        "The value is less than {} or cannot be compared with it.",
    ),
    "MaxExclusive": ("Der Wert ist nicht kleiner als {}.", "The value is not less than {}."),
    "MaxInclusive": (
        "Der Wert ist größer als {} oder damit nicht vergleichbar.",
        "The value is greater than {} or cannot be compared with it.",
    ),
    "MinLength": ("Der Text hat weniger als {} Zeichen.", "The text has fewer than {} characters."),
    "MaxLength": ("Der Text hat mehr als {} Zeichen.", "The text has more than {} characters."),
    "Pattern": ("Der Wert hat nicht die Form {}.", "The value does not have the form {}."),
    "LanguageIn": ("Die Sprache des Textes ist keine von {}.", "The language of the text is none of {}."),
    "UniqueLang": ("Zwei Texte sind in derselben Sprache.", "Two texts are in the same language."),
    "Equals": ("Der Wert steht nicht ebenso unter {}.", "The value does not stand under {} as well."),
    "Disjoint": ("Der Wert steht auch unter {}.", "The value stands under {} as well."),
    "LessThan": ("Der Wert ist nicht kleiner als jeder unter {}.", "The value is not less than each under {}."),
    "LessThanOrEquals": ("Der Wert ist größer als einer unter {}.", "The value is greater than one under {}."),
    "Not": (
        "Der Wert hat eine Form, die er nicht haben darf.",
        "The value conforms to a shape that it must not conform to.",
    ),
    "And": ("Der Wert erfüllt nicht alle verlangten Formen.", "The value does not conform to all shapes asked for."),
    "Or": ("Der Wert erfüllt keine der möglichen Formen.", "The value conforms to none of the possible shapes."),
    "Xone": (
        "Der Wert erfüllt nicht genau eine der möglichen Formen.",
        "The value does not conform to exactly one of the possible shapes.",
    ),
    "Node": ("Der Wert hat nicht die verlangte Form.", "The value does not conform to the shape asked for."),
    "QualifiedMinCount": (
        "Es sind weniger als {} Werte der verlangten Form.",
        "There are fewer than {} values that conform to the shape asked for.",
    ),
    "QualifiedMaxCount": (
        "Es sind mehr als {} Werte der verlangten Form.",
        "There are more than {} values that conform to the shape asked for.",
    ),
    "Closed": ("Diese Eigenschaft ist hier nicht vorgesehen.", "This property is not provided for here."),
    "HasValue": ("Der Wert {} fehlt.", "The value {} is missing."),
    "In": ("Der Wert ist keiner von {}.", "The value is none of {}."),
}
