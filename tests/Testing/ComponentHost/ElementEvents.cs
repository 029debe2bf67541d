using System.Globalization;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>What a person does to an element. Each waits until the handler is done.</summary>
public static class ElementEvents
{
    /// <summary>Clicks.</summary>
    public static Task ClickAsync(this IElement element) => element.RaiseAsync("onclick", new MouseEventArgs { Detail = 1 });

    /// <summary>Leaves a control with another value, or chooses an option.</summary>
    public static Task ChangeAsync(this IElement element, string value) => element.RaiseAsync("onchange", new ChangeEventArgs { Value = value });

    /// <summary>Types: each key stroke is one event with the whole value.</summary>
    public static Task InputAsync(this IElement element, string value) => element.RaiseAsync("oninput", new ChangeEventArgs { Value = value });

    /// <summary>Sends a form.</summary>
    public static Task SubmitAsync(this IElement element) => element.RaiseAsync("onsubmit", EventArgs.Empty);

    /// <summary>Presses a key.</summary>
    public static Task KeyDownAsync(this IElement element, string key) => element.RaiseAsync("onkeydown", new KeyboardEventArgs { Key = key });

    /// <summary>Raises an event on the element, or on the nearest one around it that handles it, as events bubble.</summary>
    public static Task RaiseAsync(this IElement element, string eventName, EventArgs args)
    {
        ComponentRenderer renderer = ComponentRenderer.Of(element);
        for (IElement? at = element; at is not null; at = at.ParentElement)
        {
            if (at.GetAttribute($"blazor:{eventName}") is { } handler)
            {
                return renderer.RaiseAsync(ulong.Parse(handler, CultureInfo.InvariantCulture), args);
            }
        }

        throw new InvalidOperationException($"Neither the element nor one around it handles {eventName}: {element.OuterHtml}");
    }
}
