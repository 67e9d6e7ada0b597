// questionnaire
