// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/ruleform.h"

#include <QDialog>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace Portlight::App
{

class IconLabel;
class MessageBar;
class RuleFieldsView;

/// Writes one rule, by fields or as text. Changes nothing: it gives the changes to be staged.
class RuleEditor : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose { Add, Edit };
    struct Request {
        Purpose purpose = Purpose::Add;
        Core::ChainPlace place;
        std::shared_ptr<const Core::Ruleset> ruleset; ///< with what is staged
        Core::Backend defaultBackend = Core::Backend::Nft;
        /// Edit: the rule's position. Add: the rule before which to stand first of all; one past
        /// the end appends.
        unsigned position = 1;
        std::string body; ///< Add: a rule to begin with
        QStringList interfaces;
    };

    explicit RuleEditor(Request request, QWidget *parent = nullptr);

    /// Says whose rule it is, and offers the owner's own command.
    void showOwner(const QString &text, const QString &command);
    const RuleForm &form() const;
    /// Fit to the ruleset of the request; empty when the rule is as it was.
    std::vector<Core::Change> changes() const;
    QString stepText() const;

    void accept() override;

private:
    void makePlaces();
    void followFields();
    void followText();
    void showResult();
    void showState(bool shown);
    void markText();
    Core::Change insertion(unsigned position) const;
    unsigned chosenPosition() const;
    const Core::Chain *chain() const;

    Request m_request;
    RuleForm m_form;
    bool m_wasOff = false; ///< the rule is switched off, and stays so
    std::string m_oldBody;
    MessageBar *m_message;
    QComboBox *m_places;
    RuleFieldsView *m_fields;
    QLabel *m_others;
    QPlainTextEdit *m_text;
    QLabel *m_sentence;
    QPlainTextEdit *m_command;
    IconLabel *m_stateIcon;
    QLabel *m_state;
    QPushButton *m_ok;
    bool m_updating = false;
};

} // namespace Portlight::App
