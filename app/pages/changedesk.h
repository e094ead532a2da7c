// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/stagedchanges.h"
#include "app/widgets/messagebar.h"
#include "core/change/change.h"

#include <QObject>

#include <functional>
#include <map>
#include <set>

class QAction;

namespace Portlight::App
{

class RulesPage;
class Session;
class StagedBar;

/// Carries out what the Rules page asks for: opens the editor, stages changes, has them reviewed,
/// and applies them as one trial. Nothing reaches the helper before the review.
class ChangeDesk : public QObject
{
    Q_OBJECT

public:
    /// `session` and `rules` outlive the desk; `window` is the parent of its dialogs.
    ChangeDesk(Session &session, RulesPage &rules, QWidget *window);
    ~ChangeDesk() override;

    StagedChanges &staged();
    StagedBar *bar() const;
    QAction *undoAction() const;
    QAction *redoAction() const;
    QAction *reviewAction() const;
    QAction *discardAction() const;
    QAction *applyAction() const;

    /// Asks what is to become of staged changes before they are lost; true when there are none or
    /// they may go. `verb` is what goes on then: "Quit".
    bool mayLeave(const QString &verb);
    /// Stages what makes the rules equal to those of a file or a snapshot.
    void restore(const QString &text, const std::vector<Core::Ruleset> &wanted);
    /// Stages changes that belong together, and says why when they do not fit.
    bool stage(const QString &text, const std::vector<Core::Change> &changes);

public Q_SLOTS:
    void review();

Q_SIGNALS:
    /// Something to say in the window's message bar; `action` may be empty.
    void message(Portlight::App::MessageBar::Kind kind, const QString &text, const QString &details,
                 const QString &label, const std::function<void()> &action);
    void messageOver();
    /// A kept change is to survive a restart, as was chosen in the review.
    void persistRequested();

private:
    struct Applied {
        std::vector<StagedChanges::Step> steps;
        bool keptAfterRestart = false;
    };
    /// Whose rule or list it is, and the owner's own commands; empty when it is nobody's.
    struct OwnerWarning {
        QString text;
        QString commands;
    };
    static Core::ChainPlace placeOf(const Core::Location &location);
    /// Null when there is none.
    static const Core::Chain *chainIn(const Core::Ruleset &ruleset, const Core::ChainPlace &place);
    void connectPage();
    void makeActions();
    void followSession();
    void followTrials();
    void updateBar();
    /// `body` is a rule to begin with; empty for a new one.
    void add(const Core::ChainPlace &place, unsigned position, const std::string &body);
    void duplicate(const Core::Location &location);
    void edit(const Core::Location &location);
    void editChainPolicy(const Core::ChainPlace &place);
    void newChain(const Core::ChainPlace &place);
    void renameChain(const Core::ChainPlace &place);
    void removeChain(const Core::ChainPlace &place);
    void say(const Core::Error &error);
    OwnerWarning ownerWarning(const Core::Location &location) const;
    void tell(const OwnerWarning &warning);
    std::string bodyAt(const Core::Location &location) const;
    QString askChainName(const QString &title, const QString &name);
    void apply(unsigned seconds, bool keptAfterRestart);

    Session &m_session;
    RulesPage &m_rules;
    QWidget *m_window;
    StagedChanges m_staged;
    StagedBar *m_bar;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_review = nullptr;
    QAction *m_apply = nullptr;
    QAction *m_discard = nullptr;
    QObject *m_call = nullptr; ///< context of the request on its way; null: none
    std::map<QString, Applied> m_applied; ///< trials that began here, by id
    unsigned m_seconds = 90;
    bool m_keptAfterRestart = false;
};

} // namespace Portlight::App
