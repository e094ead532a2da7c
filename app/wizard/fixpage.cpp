// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/fixpage.h"

#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QButtonGroup>
#include <QFontDatabase>
#include <QLabel>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

/// The same opening for one sender and for everybody differs in its title, too.
QString titleOf(const Core::Fix &fix, const Core::Question &question)
{
    const QString title = fixTitle(fix, question);
    if (fix.kind != Core::FixKind::InsertAccept || question.fromAnyone || !question.from
        || fix.changes.size() != 1) {
        return title;
    }
    const auto *inserted = std::get_if<Core::InsertRule>(&fix.changes.front());
    const QString sender = qtext(question.from->toString());
    if (inserted == nullptr || title.contains(sender)) {
        return title;
    }
    return qtext(inserted->rule).contains(QLatin1String("-s ") + sender + QLatin1Char('/'))
        ? FixPage::tr("%1, only from %2").arg(title, sender)
        : FixPage::tr("%1, from anyone").arg(title);
}

} // namespace

FixPage::FixPage(WizardContext &context)
    : m_context(context)
    , m_list(new QWidget(this))
    , m_column(new QVBoxLayout(m_list))
    , m_choices(new QButtonGroup(this))
{
    setSubTitle(tr("The smallest opening stands first. The next step shows the exact change; it is "
                   "only tried, and undone by itself unless it is kept."));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_list);
    scroll->setAccessibleName(tr("Possible fixes"));
    scroll->setFocusPolicy(Qt::NoFocus);
    m_list->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    m_column->setSpacing(10);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(scroll);
    connect(m_choices, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked) {
            // QButtonGroup gives no meaning to negative ids: they are shifted by one.
            m_context.chooseFix(id - 1);
            setFinalPage(nextId() < 0);
            Q_EMIT completeChanged();
        }
    });
}

void FixPage::addChoice(int id, const QString &title, const QString &effect, const QString &risk,
                        const QString &commands)
{
    auto *card = new Card(QString(), m_list);
    auto *choice = new QRadioButton(title, card);
    QFont bold = choice->font();
    bold.setBold(true);
    choice->setFont(bold);
    QStringList spoken = {effect, risk, commands};
    spoken.removeAll(QString());
    choice->setAccessibleDescription(spoken.join(QLatin1Char('\n')));
    card->body()->addWidget(choice);
    const int indent = 26;
    const auto add = [&](QLabel *label) {
        label->setContentsMargins(indent, 0, 0, 0);
        card->body()->addWidget(label);
    };
    if (!effect.isEmpty()) {
        add(textLabel(effect, card));
    }
    if (!risk.isEmpty()) {
        add(textLabel(risk, card, true));
    }
    if (!commands.isEmpty()) {
        auto *code = textLabel(commands, card);
        code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        add(code);
    }
    m_choices->addButton(choice, id + 1);
    m_column->addWidget(card);
}

void FixPage::initializePage()
{
    for (auto *button : m_choices->buttons()) {
        m_choices->removeButton(button);
    }
    while (auto *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto fixes = m_context.fixes();
    int id = 0;
    for (const auto &fix : fixes) {
        QString title = titleOf(fix, m_context.diagnosis()->question);
        if (id == 0 && fixes.size() > 1) {
            title = tr("%1 (recommended)").arg(title);
        }
        QStringList commands;
        for (const auto &command : fix.commands) {
            commands << qtext(command);
        }
        QString risk = riskText(fix.risk);
        if (fix.changes.empty()) {
            risk += QLatin1String("  ·  ") + tr("To be done by hand");
        }
        addChoice(id, title, fixEffect(fix), risk, commands.join(QLatin1Char('\n')));
        ++id;
    }
    addChoice(WizardContext::explainOnly, tr("Only explain, change nothing"),
              tr("Everything stays as it is."), {}, {});
    m_column->addStretch(1);
    auto *chosen = m_choices->button(m_context.chosenFix() + 1);
    chosen->setChecked(true);
    chosen->setFocus();
    setFinalPage(nextId() < 0);
}

int FixPage::nextId() const
{
    return m_context.canApply() ? TroubleshootWizard::ReviewStep : -1;
}

} // namespace Portlight::App
