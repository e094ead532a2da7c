// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/ruleeditor.h"

#include "app/editor/rulefieldsview.h"
#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/colours.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/change/changetext.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace Portlight::App
{

namespace
{

const Core::Table *tableOf(const RuleEditor::Request &request)
{
    return request.ruleset ? request.ruleset->table(request.place.table) : nullptr;
}

QPlainTextEdit *textField(QWidget *parent, int lines)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(QFontMetrics(edit->font()).lineSpacing() * lines + 14);
    return edit;
}

} // namespace

RuleEditor::RuleEditor(Request request, QWidget *parent)
    : QDialog(parent)
    , m_request(std::move(request))
    , m_form(m_request.place, tableOf(m_request))
    , m_message(new MessageBar(this))
    , m_places(new QComboBox(this))
    , m_fields(new RuleFieldsView(m_form, m_request.interfaces, this))
    , m_others(textLabel({}, this, true))
    , m_text(textField(this, 2))
    , m_sentence(textLabel({}, this))
    , m_command(textField(this, 2))
    , m_stateIcon(new IconLabel(QStringLiteral("result-problem"), 18, this))
    , m_state(textLabel({}, this))
    , m_ok(nullptr)
{
    const bool isNew = m_request.purpose == Purpose::Add;
    setWindowTitle(isNew ? tr("Add Rule") : tr("Edit Rule"));
    resize(820, 680);
    const auto &place = m_request.place;
    auto *where =
        textLabel(tr("Rule list %1 · table %2 · %3 · %4")
                      .arg(Words::plain(place.chain), Words::plain(place.table),
                           Words::familyWord(place.family),
                           place.backend == Core::Backend::Legacy ? tr("iptables (legacy)")
                                                                  : tr("iptables (nftables)")),
                  this);
    auto *placeLabel = new QLabel(tr("P&lace:"), this);
    placeLabel->setBuddy(m_places);
    m_places->setAccessibleName(tr("Place in the list"));
    auto *head = new QHBoxLayout;
    head->addWidget(where, 1);
    head->addWidget(placeLabel);
    head->addWidget(m_places);
    makePlaces();
    placeLabel->setVisible(isNew);
    m_places->setVisible(isNew);

    m_others->setAccessibleName(tr("Parts that have no field"));
    auto *inner = new QWidget(this);
    auto *scrolled = new QVBoxLayout(inner);
    scrolled->setContentsMargins(0, 0, 0, 0);
    scrolled->addWidget(m_fields);
    scrolled->addWidget(m_others);
    scrolled->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inner);
    scroll->setFocusPolicy(Qt::NoFocus);

    auto *textLabelWidget = new QLabel(tr("The rule as &text, for all that has no field:"), this);
    textLabelWidget->setBuddy(m_text);
    m_text->setAccessibleName(ruleFieldName(RuleField::Text));
    m_command->setReadOnly(true);
    m_command->setAccessibleName(tr("Command"));
    m_command->setFrameShape(QFrame::NoFrame);
    m_command->viewport()->setAutoFillBackground(false);
    enlarge(m_sentence, 1.0);
    m_sentence->setAccessibleName(tr("What it does"));
    auto *state = new QHBoxLayout;
    state->addWidget(m_stateIcon, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);

    auto *buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(isNew ? tr("&Add Rule") : tr("&Change Rule"),
                              QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &RuleEditor::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RuleEditor::reject);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_message);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    column->addWidget(textLabelWidget);
    column->addWidget(m_text);
    column->addWidget(m_sentence);
    column->addWidget(m_command);
    column->addLayout(state);
    column->addWidget(buttons);

    if (const auto *rule = isNew || chain() == nullptr || m_request.position < 1
                || m_request.position > chain()->rules.size()
            ? nullptr
            : &chain()->rules[m_request.position - 1]) {
        m_wasOff = Core::isSwitchedOff(*rule);
        m_oldBody = Core::bodyOf(m_request.place.chain, rule->text);
        m_form.setText(qtext(m_wasOff ? Core::switchedOffBody(*rule) : m_oldBody));
    } else if (!m_request.body.empty()) {
        m_form.setText(qtext(m_request.body));
    }
    connect(m_fields, &RuleFieldsView::edited, this, &RuleEditor::followFields);
    connect(m_text, &QPlainTextEdit::textChanged, this, &RuleEditor::followText);
    m_fields->setFields(m_form.fields());
    m_updating = true;
    m_text->setPlainText(m_form.text());
    m_updating = false;
    showResult();
    m_fields->focusField(RuleField::Protocol);
}

const Core::Chain *RuleEditor::chain() const
{
    const auto *table = tableOf(m_request);
    return table == nullptr ? nullptr : table->chain(m_request.place.chain);
}

void RuleEditor::makePlaces()
{
    const auto count = chain() == nullptr ? 0U : static_cast<unsigned>(chain()->rules.size());
    const unsigned wanted = std::clamp(m_request.position, 1U, count + 1);
    const auto offer = [this](const QString &text, unsigned position) {
        m_places->addItem(text, position);
    };
    offer(tr("First"), 1);
    if (wanted > 1 && wanted <= count) {
        offer(tr("Before rule %1").arg(wanted), wanted);
    }
    if (wanted < count) {
        offer(tr("After rule %1").arg(wanted), wanted + 1);
    }
    if (count > 0) {
        offer(tr("Last"), count + 1);
    }
    m_places->setCurrentIndex(std::max(0, m_places->findData(wanted)));
    connect(m_places, &QComboBox::currentIndexChanged, this, &RuleEditor::showResult);
}

unsigned RuleEditor::chosenPosition() const
{
    return m_places->currentData().toUInt();
}

void RuleEditor::showOwner(const QString &text, const QString &command)
{
    m_message->showMessage(MessageBar::Kind::Warning, text, command);
    if (!command.isEmpty()) {
        m_message->setAction(tr("Copy Its Command"), [command] {
            QGuiApplication::clipboard()->setText(command);
        });
    }
}

const RuleForm &RuleEditor::form() const
{
    return m_form;
}

void RuleEditor::followFields()
{
    if (m_updating) {
        return;
    }
    m_form.setFields(m_fields->fields());
    m_updating = true;
    m_text->setPlainText(m_form.text());
    m_updating = false;
    showResult();
}

void RuleEditor::followText()
{
    if (m_updating) {
        return;
    }
    QString text = m_text->toPlainText();
    if (text.contains(QLatin1Char('\n'))) {
        // A rule is one line; one that was pasted in several becomes one.
        text.replace(QLatin1Char('\n'), QLatin1Char(' '));
        const int at = m_text->textCursor().position();
        m_updating = true;
        m_text->setPlainText(text);
        auto cursor = m_text->textCursor();
        cursor.setPosition(std::min(at, static_cast<int>(text.size())));
        m_text->setTextCursor(cursor);
        m_updating = false;
    }
    m_form.setText(text);
    if (m_form.fieldsFollow()) {
        m_fields->setFields(m_form.fields());
    }
    showResult();
}

void RuleEditor::markText()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (const auto &problem = m_form.problem(); problem && problem->length > 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_text->document());
        mark.cursor.setPosition(problem->position);
        mark.cursor.setPosition(problem->position + problem->length, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(toneColour(Tone::Bad, palette()));
        mark.format.setBackground(toneBackground(Tone::Bad, palette()));
        marks << mark;
    }
    m_text->setExtraSelections(marks);
}

void RuleEditor::showResult()
{
    m_fields->setEnabled(m_form.fieldsFollow());
    QStringList apart = m_form.others();
    if (!m_form.otherOptions().isEmpty()) {
        apart << m_form.otherOptions();
    }
    m_others->setVisible(!apart.isEmpty());
    m_others->setText(tr("Kept, and shown as text only: %1").arg(apart.join(QStringLiteral("  "))));
    markText();
    const auto &problem = m_form.problem();
    m_fields->markProblem(problem && m_form.fieldsFollow() ? std::optional(problem->field)
                                                           : std::nullopt);
    m_state->setAccessibleName(tr("State of the rule"));
    m_command->setVisible(!problem);
    if (problem) {
        m_stateIcon->setIconName(QStringLiteral("result-problem"));
        m_state->setText(
            m_form.fieldsFollow()
                ? problem->sentence()
                : tr("%1 The fields follow when the text can be read.").arg(problem->sentence()));
        m_state->setToolTip(problem->detail);
        m_sentence->setText(tr("The rule is not complete yet."));
        m_command->clear();
        showState(!m_message->isVisible() || m_message->kind() != MessageBar::Kind::Error);
        return;
    }
    m_state->setToolTip({});
    showState(true);
    if (m_message->isVisible() && m_message->kind() == MessageBar::Kind::Error) {
        m_message->clear(); // what it asked for is done
    }
    m_sentence->setText(ruleSentence(*m_form.rule()));
    const auto made = changes();
    QStringList commands;
    for (const auto &change : made) {
        commands << qtext(Core::command(change, m_request.defaultBackend));
    }
    m_command->setPlainText(commands.join(QLatin1Char('\n')));
    m_stateIcon->setIconName(QStringLiteral("result-ok"));
    m_state->setText(made.empty()
                         ? tr("The rule is as it was.")
                         : tr("Nothing is changed yet: the rule goes to the changes not applied."));
}

Core::Change RuleEditor::insertion(unsigned position) const
{
    const auto count = chain() == nullptr ? 0U : static_cast<unsigned>(chain()->rules.size());
    if (position > count && count > 0) {
        return Core::AppendRule{m_request.place, m_form.body()};
    }
    Core::InsertRule insert;
    insert.place = m_request.place;
    insert.position = position;
    insert.rule = m_form.body();
    return insert;
}

std::vector<Core::Change> RuleEditor::changes() const
{
    if (m_form.problem()) {
        return {};
    }
    if (m_request.purpose == Purpose::Add) {
        return {insertion(chosenPosition())};
    }
    Core::ReplaceRule replace;
    replace.place = m_request.place;
    replace.position = m_request.position;
    replace.oldRule = m_oldBody;
    replace.newRule = m_form.body();
    const auto before = m_wasOff && chain() != nullptr
        ? Core::switchedOffBody(chain()->rules[m_request.position - 1])
        : m_oldBody;
    if (Core::isSameRule(before, replace.newRule, m_request.place.family)) {
        return {};
    }
    std::vector<Core::Change> made{replace};
    if (m_wasOff) {
        made.emplace_back(
            Core::SwitchRule{m_request.place, m_request.position, replace.newRule, false});
    }
    return made;
}

QString RuleEditor::stepText() const
{
    const QString where = Words::plain(m_request.place.chain);
    return m_request.purpose == Purpose::Add
        ? tr("Add a Rule to %1").arg(where)
        : tr("Change Rule %1 in %2").arg(QString::number(m_request.position), where);
}

void RuleEditor::accept()
{
    const auto &problem = m_form.problem();
    if (!problem) {
        QDialog::accept();
        return;
    }
    // Saying what is missing, at the place where it is missing, instead of a button that is grey.
    if (!m_form.fieldsFollow() || !m_fields->focusField(problem->field)) {
        auto cursor = m_text->textCursor();
        cursor.setPosition(problem->position);
        cursor.setPosition(problem->position + problem->length, QTextCursor::KeepAnchor);
        m_text->setTextCursor(cursor);
        m_text->setFocus(Qt::OtherFocusReason);
    }
    m_message->showMessage(MessageBar::Kind::Error, problem->sentence(), problem->detail);
    showState(false); // the same words twice would take the room of the fields
}

void RuleEditor::showState(bool shown)
{
    m_stateIcon->setVisible(shown);
    m_state->setVisible(shown);
}

} // namespace Portlight::App
