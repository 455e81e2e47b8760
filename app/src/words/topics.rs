//! The words of the sensitive topics.

use domain::{
    catalogue::{SensitiveTopic, TopicSet},
    language::Language,
};

use super::{consent::ConsentWords, text};

/// What a person reads about one sensitive topic.
#[derive(Clone, Copy, Debug)]
pub struct TopicWords {
    pub label: &'static str,
    /// As it stands inside a sentence.
    pub short: &'static str,
    pub holds: &'static str,
}

pub const fn topic(language: Language, topic: SensitiveTopic) -> TopicWords {
    match language {
        Language::English => english(topic),
        Language::Spanish => spanish(topic),
    }
}

const fn english(topic: SensitiveTopic) -> TopicWords {
    match topic {
        SensitiveTopic::MentalHealth => TopicWords {
            label: "Mental health",
            short: "mental health",
            holds: "Care for mood, stress and the mind.",
        },
        SensitiveTopic::PsychotherapyNotes => TopicWords {
            label: "Private therapy notes",
            short: "private therapy notes",
            holds: "What a therapist wrote for their own use.",
        },
        SensitiveTopic::SubstanceUse => TopicWords {
            label: "Alcohol and drug use",
            short: "alcohol and drug use",
            holds: "How much somebody drinks. Care for alcohol or drug use.",
        },
        SensitiveTopic::SexualReproductive => TopicWords {
            label: "Sexual and reproductive health",
            short: "sexual and reproductive health",
            holds: "Birth control, pregnancy, care after sex.",
        },
        SensitiveTopic::Hiv => TopicWords {
            label: "HIV",
            short: "HIV",
            holds: "HIV tests and HIV care.",
        },
        SensitiveTopic::Genetics => TopicWords {
            label: "Gene tests",
            short: "gene tests",
            holds: "What genes say about a person and the family.",
        },
        SensitiveTopic::Violence => TopicWords {
            label: "Violence and abuse",
            short: "violence and abuse",
            holds: "Care after violence, and help to be safe.",
        },
    }
}

const fn spanish(topic: SensitiveTopic) -> TopicWords {
    match topic {
        SensitiveTopic::MentalHealth => TopicWords {
            label: "Salud mental",
            short: "salud mental",
            holds: "Cuidado del ánimo, el estrés y la mente.",
        },
        SensitiveTopic::PsychotherapyNotes => TopicWords {
            label: "Notas privadas de terapia",
            short: "notas privadas de terapia",
            holds: "Lo que un terapeuta escribió para sí mismo.",
        },
        SensitiveTopic::SubstanceUse => TopicWords {
            label: "Uso de alcohol y drogas",
            short: "uso de alcohol y drogas",
            holds: "Cuánto se bebe. Cuidado por alcohol o drogas.",
        },
        SensitiveTopic::SexualReproductive => TopicWords {
            label: "Salud sexual y embarazo",
            short: "salud sexual y embarazo",
            holds: "Anticonceptivos, embarazo y salud sexual.",
        },
        SensitiveTopic::Hiv => TopicWords {
            label: "VIH",
            short: "VIH",
            holds: "Pruebas y cuidado del VIH.",
        },
        SensitiveTopic::Genetics => TopicWords {
            label: "Pruebas de genes",
            short: "pruebas de genes",
            holds: "Lo que dicen los genes de la persona y la familia.",
        },
        SensitiveTopic::Violence => TopicWords {
            label: "Violencia y abuso",
            short: "violencia y abuso",
            holds: "Cuidado tras la violencia, y ayuda para estar a salvo.",
        },
    }
}

/// A sum of kinds with the topics that it goes along with: "3 kinds of data and the sensitive topic HIV".
pub fn with_topics(language: Language, kinds: String, topics: TopicSet) -> String {
    let (w, named) = (ConsentWords(language), short_list(language, topics));
    match topics.len() {
        0 => kinds,
        1 => w.and_topic(kinds, named),
        _ => w.and_topics(kinds, named),
    }
}

/// "mental health, HIV and gene tests".
pub fn short_list(language: Language, topics: TopicSet) -> String {
    let short: Vec<&str> = topics.iter().map(|t| topic(language, t).short).collect();
    text::list(language, &short)
}
