using System.Net.Http.Headers;
using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Makes <c>Authorization</c> headers, refusing in words what no header can carry.</summary>
internal static class AuthorizationHeaders
{
    /// <exception cref="EntryException">The token holds what a header cannot carry. The words name the field, never the token.</exception>
    public static AuthenticationHeaderValue Bearer(string token, string field, int? line)
    {
        if (token.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new EntryException(
                line, $"{field} holds a line break or another character that no HTTP header can carry", "Give the token alone, on one line.");
        }

        return new AuthenticationHeaderValue("Bearer", token);
    }

    public static AuthenticationHeaderValue Basic(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
}
