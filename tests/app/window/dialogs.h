// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QApplication>
#include <QPushButton>
#include <QTimer>

#include <functional>

/// Does something with the next dialog of a kind, as soon as it is there.
template<typename Dialog> void withDialog(const std::function<void(Dialog *)> &act)
{
    auto *timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act] {
        auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
        if (dialog != nullptr && dialog->isVisible()) {
            timer->stop();
            timer->deleteLater();
            act(dialog);
        }
    });
    timer->start();
}

/// The widget of this kind with this accessible name, or null.
template<typename Widget> Widget *named(const QWidget *root, const QString &name)
{
    for (auto *widget : root->findChildren<Widget *>()) {
        if (widget->accessibleName() == name) {
            return widget;
        }
    }
    return nullptr;
}

/// The visible button whose text begins so, or null.
inline QPushButton *button(const QWidget *root, const QString &text)
{
    for (auto *each : root->findChildren<QPushButton *>()) {
        if (each->text().remove(QLatin1Char('&')).startsWith(text) && each->isVisibleTo(root)) {
            return each;
        }
    }
    return nullptr;
}
