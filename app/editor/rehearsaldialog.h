// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/evidencegatherer.h"
#include "app/client/helperclient.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace Portlight::App
{

class IconLabel;
class MessageBar;

/// Asks for one connection and sends it through a copy of the firewall, without the changes and
/// with them. The live rules are not touched.
class RehearsalDialog : public QDialog
{
    Q_OBJECT

public:
    /// `helper` outlives the dialog; `request.question` is filled in here.
    RehearsalDialog(HelperClient &helper, RehearsalRequest request, QWidget *parent = nullptr);

private:
    void prefill();
    void start();
    void rehearse(const Core::Question &question);
    void setWaiting(bool waiting);
    void showError(const Core::Error &error);
    void showReport(const RehearsalReply &report);

    HelperClient &m_helper;
    RehearsalRequest m_request;
    MessageBar *m_message;
    QComboBox *m_direction;
    QComboBox *m_protocol;
    QLineEdit *m_port;
    QLineEdit *m_from;
    QLineEdit *m_to;
    IconLabel *m_icon;
    QLabel *m_result;
    QPlainTextEdit *m_details;
    QProgressBar *m_progress;
    QPushButton *m_start;
    QPushButton *m_close;
    QPointer<EvidenceGatherer> m_gatherer;
    QObject *m_call = nullptr; ///< context of the request on its way
};

} // namespace Portlight::App
