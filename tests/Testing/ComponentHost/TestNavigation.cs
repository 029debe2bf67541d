using Microsoft.AspNetCore.Components;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>An address bar for tests.</summary>
public sealed class TestNavigation : NavigationManager
{
    private readonly List<(string Uri, bool Replaced)> history = [];

    /// <summary>Begins at <c>http://localhost/</c>.</summary>
    public TestNavigation() => Initialize("http://localhost/", "http://localhost/");

    /// <summary>Where components navigated to, oldest first.</summary>
    public IReadOnlyList<(string Uri, bool Replaced)> History => history;

    /// <summary>Goes somewhere without telling anyone: what the address was before the first render.</summary>
    public void StartAt(string uri) => Uri = ToAbsoluteUri(uri).ToString();

    /// <inheritdoc />
    protected override void NavigateToCore(string uri, NavigationOptions options)
    {
        Uri = ToAbsoluteUri(uri).ToString();
        history.Add((Uri, options.ReplaceHistoryEntry));
        NotifyLocationChanged(isInterceptedLink: false);
    }
}
