// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/changedesk.h"

#include "app/editor/reviewdialog.h"
#include "app/editor/ruleeditor.h"
#include "app/editor/stagedbar.h"
#include "app/models/qtext.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/widgets/icons.h"
#include "app/wording/ownerwords.h"
#include "app/wording/rulefieldwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/change/changetext.h"
#include "core/change/difference.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTimer>

#include <algorithm>

namespace Portlight::App
{

Core::ChainPlace ChangeDesk::placeOf(const Core::Location &location)
{
    return {location.backend, location.family, location.table, location.chain};
}

const Core::Chain *ChangeDesk::chainIn(const Core::Ruleset &ruleset, const Core::ChainPlace &place)
{
    const auto *table = ruleset.table(place.table);
    return table == nullptr ? nullptr : table->chain(place.chain);
}

namespace
{

constexpr int visibleWaitMilliseconds = 1000;
constexpr std::size_t summarySteps = 3;

QString summaryOf(const std::vector<StagedChanges::Step> &steps)
{
    QStringList texts;
    for (const auto &step : steps) {
        if (!step.conflict && texts.size() < static_cast<qsizetype>(summarySteps)) {
            texts << step.text;
        }
    }
    const auto more = static_cast<int>(steps.size()) - static_cast<int>(texts.size());
    const QString text = texts.join(QStringLiteral("; "));
    return more > 0 ? ChangeDesk::tr("%1; and %n more", nullptr, more).arg(text) : text;
}

} // namespace

ChangeDesk::ChangeDesk(Session &session, RulesPage &rules, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_rules(rules)
    , m_window(window)
    , m_bar(new StagedBar(window))
{
    makeActions();
    connectPage();
    connect(m_bar, &StagedBar::reviewRequested, this, &ChangeDesk::review);
    connect(m_bar, &StagedBar::applyRequested, this, &ChangeDesk::review);
    connect(m_bar, &StagedBar::discardRequested, m_discard, &QAction::trigger);
    connect(&m_staged, &StagedChanges::changed, this, &ChangeDesk::updateBar);
    rules.setStagedSource([this](Core::Backend backend, Core::Family family) {
        return m_staged.shown({backend, family});
    });
    connect(&m_staged, &StagedChanges::changed, &rules, &RulesPage::showStaged);
    connect(&m_staged, &StagedChanges::refitted, this, [this] {
        const int conflicts = m_staged.conflictCount();
        Q_EMIT message(conflicts > 0 ? MessageBar::Kind::Warning : MessageBar::Kind::Information,
                       conflicts > 0
                           ? tr("The rules were changed by another program meanwhile. %n of your "
                                "changes no longer fit(s).",
                                nullptr, conflicts)
                           : tr("The rules were changed by another program meanwhile. Your "
                                "changes were fitted to the new ones."),
                       {}, tr("Review…"), [this] {
                           review();
                       });
    });
    connect(&session, &Session::dataChanged, this, &ChangeDesk::followSession);
    connect(&session, &Session::rulesChanged, this, &ChangeDesk::followSession);
    connect(&session, &Session::trialsChanged, this, &ChangeDesk::followTrials);
    connect(&session, &Session::aboutToSwitch, this, [this] {
        delete m_call;
        m_call = nullptr;
        m_applied.clear();
        m_staged.clear();
        m_staged.setLive({});
    });
    const QSettings settings;
    m_seconds = std::clamp(settings.value(QStringLiteral("trial/seconds"), m_seconds).toUInt(),
                           ReviewDialog::minimumSeconds, ReviewDialog::maximumSeconds);
    followSession();
    updateBar();
}

ChangeDesk::~ChangeDesk()
{
    delete m_call;
}

StagedChanges &ChangeDesk::staged()
{
    return m_staged;
}

StagedBar *ChangeDesk::bar() const
{
    return m_bar;
}

QAction *ChangeDesk::undoAction() const
{
    return m_undo;
}

QAction *ChangeDesk::redoAction() const
{
    return m_redo;
}

QAction *ChangeDesk::reviewAction() const
{
    return m_review;
}

QAction *ChangeDesk::discardAction() const
{
    return m_discard;
}

QAction *ChangeDesk::applyAction() const
{
    return m_apply;
}

void ChangeDesk::makeActions()
{
    auto *stack = m_staged.undoStack();
    m_undo = stack->createUndoAction(this, tr("&Undo"));
    m_undo->setIcon(icon(QStringLiteral("edit-undo")));
    m_undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    m_redo = stack->createRedoAction(this, tr("&Redo"));
    m_redo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    m_review = new QAction(tr("Re&view Changes…"), this);
    m_apply = new QAction(icon(QStringLiteral("countdown")), tr("&Apply Changes…"), this);
    m_apply->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_discard = new QAction(tr("&Discard Changes"), this);
    connect(m_review, &QAction::triggered, this, &ChangeDesk::review);
    connect(m_apply, &QAction::triggered, this, &ChangeDesk::review);
    connect(m_discard, &QAction::triggered, this, [this] {
        m_staged.discard();
    });
}

void ChangeDesk::connectPage()
{
    connect(&m_rules, &RulesPage::addRequested, this,
            [this](const Core::ChainPlace &place, unsigned position) {
                add(place, position, {});
            });
    connect(&m_rules, &RulesPage::duplicateRequested, this, &ChangeDesk::duplicate);
    connect(&m_rules, &RulesPage::editRequested, this, &ChangeDesk::edit);
    connect(&m_rules, &RulesPage::switchRequested, this,
            [this](const Core::Location &location, bool on) {
                const auto place = placeOf(location);
                const auto owner = ownerWarning(location);
                if (stage(on ? tr("Switch On Rule %1 in %2")
                                   .arg(QString::number(location.number), qtext(location.chain))
                             : tr("Switch Off Rule %1 in %2")
                                   .arg(QString::number(location.number), qtext(location.chain)),
                          {Core::SwitchRule{place, location.number, bodyAt(location), on}})) {
                    tell(owner);
                }
            });
    connect(&m_rules, &RulesPage::removeRequested, this, [this](const Core::Location &location) {
        Core::DeleteRule deletion;
        deletion.place = placeOf(location);
        deletion.position = location.number;
        deletion.rule = bodyAt(location);
        const auto owner = ownerWarning(location);
        if (stage(tr("Remove Rule %1 from %2")
                      .arg(QString::number(location.number), qtext(location.chain)),
                  {deletion})) {
            tell(owner);
        }
    });
    connect(&m_rules, &RulesPage::moveRequested, this,
            [this](const Core::Location &location, unsigned to) {
                Core::MoveRule move;
                move.place = placeOf(location);
                move.position = location.number;
                move.rule = bodyAt(location);
                move.to = to;
                const auto owner = ownerWarning(location);
                if (stage(tr("Move Rule %1 in %2 to Place %3")
                              .arg(QString::number(location.number), qtext(location.chain),
                                   QString::number(to)),
                          {move})) {
                    tell(owner);
                }
            });
    connect(&m_rules, &RulesPage::policyRequested, this, &ChangeDesk::editChainPolicy);
    connect(&m_rules, &RulesPage::zeroRequested, this,
            [this](const Core::ChainPlace &place, unsigned position) {
                stage(position == 0 ? tr("Set Counters of %1 to Zero").arg(qtext(place.chain))
                                    : tr("Set Counters of Rule %1 in %2 to Zero")
                                          .arg(QString::number(position), qtext(place.chain)),
                      {Core::ZeroCounters{place, position}});
            });
    connect(&m_rules, &RulesPage::newChainRequested, this, &ChangeDesk::newChain);
    connect(&m_rules, &RulesPage::renameChainRequested, this, &ChangeDesk::renameChain);
    connect(&m_rules, &RulesPage::flushChainRequested, this, [this](const Core::ChainPlace &place) {
        stage(tr("Remove All Rules from %1").arg(qtext(place.chain)), {Core::FlushChain{place}});
    });
    connect(&m_rules, &RulesPage::removeChainRequested, this, &ChangeDesk::removeChain);
}

void ChangeDesk::followSession()
{
    m_staged.setLive(m_session.data().rulesets);
}

void ChangeDesk::followTrials()
{
    for (const auto &trial : m_session.trials()) {
        const auto found = m_applied.find(trial.id);
        if (found == m_applied.end() || trial.state == QLatin1String("trying")) {
            continue;
        }
        const auto applied = found->second;
        m_applied.erase(found);
        if (trial.state == QLatin1String("kept")) {
            if (applied.keptAfterRestart) {
                Q_EMIT persistRequested();
            }
            continue;
        }
        // What did not work out can be changed and tried again, instead of being made anew.
        Q_EMIT message(MessageBar::Kind::Information,
                       tr("The change was undone. The rules are as before."), trial.detail,
                       tr("Stage It Again"), [this, steps = applied.steps] {
                           Q_EMIT messageOver();
                           for (const auto &step : steps) {
                               if (!stage(step.text, step.changes)) {
                                   return;
                               }
                           }
                       });
    }
}

void ChangeDesk::updateBar()
{
    const auto count = static_cast<int>(m_staged.steps().size());
    m_bar->setState(count, m_staged.conflictCount(), m_seconds);
    m_bar->setBusy(m_call != nullptr);
    for (auto *action : {m_review, m_apply, m_discard}) {
        action->setEnabled(count > 0 && m_call == nullptr);
    }
}

std::string ChangeDesk::bodyAt(const Core::Location &location) const
{
    const auto ruleset = m_staged.result({location.backend, location.family});
    const auto *chain = chainIn(*ruleset, placeOf(location));
    if (chain == nullptr || location.number < 1 || location.number > chain->rules.size()) {
        return std::string(Core::bodyOf(location.chain, location.rule));
    }
    return std::string(Core::bodyOf(location.chain, chain->rules[location.number - 1].text));
}

bool ChangeDesk::stage(const QString &text, const std::vector<Core::Change> &changes)
{
    if (m_call != nullptr) {
        return false; // what is being applied must not change underneath
    }
    const auto result = m_staged.stage(text, changes);
    if (!result) {
        const auto &error = result.error();
        Q_EMIT message(
            MessageBar::Kind::Error,
            tr("%1: this can't be done. %2").arg(text, stagedConflictText(changes.front(), error)),
            qtext(error.message), {}, {});
        return false;
    }
    Q_EMIT messageOver();
    return true;
}

void ChangeDesk::duplicate(const Core::Location &location)
{
    const auto ruleset = m_staged.result({location.backend, location.family});
    const auto *chain = chainIn(*ruleset, placeOf(location));
    if (chain == nullptr || location.number < 1 || location.number > chain->rules.size()) {
        return;
    }
    const auto &rule = chain->rules[location.number - 1];
    add(placeOf(location), location.number + 1,
        Core::isSwitchedOff(rule) ? Core::switchedOffBody(rule) : bodyAt(location));
}

void ChangeDesk::add(const Core::ChainPlace &place, unsigned position, const std::string &body)
{
    RuleEditor::Request request;
    request.place = place;
    request.position = position;
    request.body = body;
    request.ruleset = m_staged.result({place.backend, place.family});
    request.defaultBackend = m_session.data().defaultBackend;
    for (const auto &interface : m_session.data().interfaces) {
        request.interfaces << qtext(interface.name);
    }
    RuleEditor editor(request, m_window);
    const Core::Location list{place.backend, place.family, place.table, place.chain, 0, {}};
    if (const auto owner = ownerWarning(list); !owner.text.isEmpty()) {
        editor.showOwner(owner.text, owner.commands);
    }
    if (editor.exec() == QDialog::Accepted) {
        stage(editor.stepText(), editor.changes());
    }
}

void ChangeDesk::edit(const Core::Location &location)
{
    if (location.number == 0) {
        editChainPolicy(placeOf(location));
        return;
    }
    RuleEditor::Request request;
    request.purpose = RuleEditor::Purpose::Edit;
    request.place = placeOf(location);
    request.position = location.number;
    request.ruleset = m_staged.result({location.backend, location.family});
    request.defaultBackend = m_session.data().defaultBackend;
    for (const auto &interface : m_session.data().interfaces) {
        request.interfaces << qtext(interface.name);
    }
    RuleEditor editor(request, m_window);
    if (const auto owner = ownerWarning(location); !owner.text.isEmpty()) {
        editor.showOwner(owner.text, owner.commands);
    }
    if (editor.exec() == QDialog::Accepted && !editor.changes().empty()) {
        stage(editor.stepText(), editor.changes());
    }
}

ChangeDesk::OwnerWarning ChangeDesk::ownerWarning(const Core::Location &location) const
{
    const auto ruleset = m_staged.result({location.backend, location.family});
    const auto *table = ruleset->table(location.table);
    const auto *chain = table == nullptr ? nullptr : table->chain(location.chain);
    if (chain == nullptr) {
        return {};
    }
    const auto *rule = location.number >= 1 && location.number <= chain->rules.size()
        ? &chain->rules[location.number - 1]
        : nullptr;
    const auto ownership = rule == nullptr ? Core::ownerOfChain(*table, *chain)
                                           : Core::ownerOfRule(*table, *chain, *rule);
    if (ownership.owner == Core::Owner::Hand || ownership.owner == Core::Owner::Portlight) {
        return {};
    }
    OwnerWarning warning{foreignRuleWarning(ownership), {}};
    if (rule != nullptr) {
        warning.commands =
            ownerCommands(ownership, location.family, chain->name, *rule).join(QLatin1Char('\n'));
    }
    return warning;
}

void ChangeDesk::tell(const OwnerWarning &warning)
{
    if (warning.text.isEmpty()) {
        return;
    }
    Q_EMIT message(MessageBar::Kind::Warning, warning.text, warning.commands,
                   warning.commands.isEmpty() ? QString() : tr("Copy Its Command"),
                   [commands = warning.commands] {
                       QGuiApplication::clipboard()->setText(commands);
                   });
}

void ChangeDesk::restore(const QString &text, const std::vector<Core::Ruleset> &wanted)
{
    std::vector<Core::Change> changes;
    for (const auto &ruleset : wanted) {
        std::vector<std::string> tables;
        for (const auto &table : ruleset.tables) {
            tables.push_back(table.name);
        }
        const auto now = m_staged.result({ruleset.backend, ruleset.family});
        auto more = Core::changesBetween(*now, ruleset, tables);
        if (!more) {
            say(more.error());
            return;
        }
        changes.insert(changes.end(), more->begin(), more->end());
    }
    if (changes.empty()) {
        Q_EMIT message(MessageBar::Kind::Information,
                       tr("%1: the rules are as saved, there is nothing to change.").arg(text), {},
                       {}, {});
        return;
    }
    if (stage(text, changes)) {
        review();
    }
}

void ChangeDesk::say(const Core::Error &error)
{
    const auto words = errorWords(error);
    Q_EMIT message(MessageBar::Kind::Error, words.oneLine(), words.detail, {}, {});
}

void ChangeDesk::review()
{
    if (m_staged.isEmpty() || m_call != nullptr) {
        return;
    }
    ReviewDialog dialog(m_staged, m_session.data(), m_session.helper(), m_window);
    dialog.setSeconds(m_seconds);
    dialog.setKeptAfterRestart(m_keptAfterRestart);
    // The practice network and its helper may go while the dialog is open.
    connect(&m_session, &Session::aboutToSwitch, &dialog, &QDialog::reject);
    const bool accepted = dialog.exec() == QDialog::Accepted;
    m_seconds = dialog.seconds();
    m_keptAfterRestart = dialog.isKeptAfterRestart();
    QSettings().setValue(QStringLiteral("trial/seconds"), m_seconds);
    updateBar();
    if (accepted) {
        apply(m_seconds, m_keptAfterRestart);
    }
}

void ChangeDesk::apply(unsigned seconds, bool keptAfterRestart)
{
    if (m_session.helper() == nullptr || m_staged.changes().empty()) {
        return;
    }
    TryRequest request;
    request.changes = m_staged.changes();
    request.generations = m_staged.generations();
    request.seconds = seconds;
    request.summary = summaryOf(m_staged.steps());
    Applied applied{m_staged.steps(), keptAfterRestart};
    m_call = new QObject(this);
    updateBar();
    QTimer::singleShot(visibleWaitMilliseconds, m_call, [this] {
        Q_EMIT message(MessageBar::Kind::Information,
                       tr("Waiting for permission, and for the helper to apply the changes…"), {},
                       tr("Cancel"), [this] {
                           // A trial that begins all the same is undone by itself, and is shown.
                           delete m_call;
                           m_call = nullptr;
                           Q_EMIT messageOver();
                           updateBar();
                           m_session.refreshTrials();
                       });
    });
    m_session.helper()->tryChanges(request, m_call, [this, applied](Core::Result<QString> id) {
        m_call->deleteLater();
        m_call = nullptr;
        Q_EMIT messageOver();
        if (id) {
            m_applied[*id] = applied;
            m_staged.clear();
        } else if (id.error().code == Core::ErrorCode::Stale) {
            Q_EMIT message(MessageBar::Kind::Warning,
                           tr("Nothing was changed: another program changed the rules in the "
                              "meantime. They are being read again."),
                           qtext(id.error().message), tr("Review…"), [this] {
                               review();
                           });
        } else {
            say(id.error());
        }
        updateBar();
        m_session.refreshTrials();
        m_session.refresh();
    });
}

bool ChangeDesk::mayLeave(const QString &verb)
{
    const auto count = static_cast<int>(m_staged.steps().size());
    if (count == 0) {
        return true;
    }
    QMessageBox question(QMessageBox::Question, tr("Changes not applied"),
                         tr("%n change(s) were not applied. They are lost when they are "
                            "discarded.",
                            nullptr, count),
                         QMessageBox::NoButton, m_window);
    auto *leave = question.addButton(tr("Discard %n Change(s) and %1", nullptr, count).arg(verb),
                                     QMessageBox::DestructiveRole);
    auto *stay = question.addButton(tr("Stay Here"), QMessageBox::RejectRole);
    question.setDefaultButton(qobject_cast<QPushButton *>(stay));
    question.setEscapeButton(stay);
    question.exec();
    return question.clickedButton() == leave;
}

} // namespace Portlight::App
